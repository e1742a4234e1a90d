import next from "eslint-config-next";
import typescript from "eslint-config-next/typescript";

/** Each zone: files under `target` may not import from `from`, except the paths in `except` (relative to `from`). Reasons are in lib/README.md. */
const zone = (target, from, message, except = []) => ({ target, from, message, except });

const domains = ["agents", "audit", "backups", "billing", "consent", "conversations", "handovers", "idempotency", "identity", "integrations", "invites", "knowledge", "mail", "privacy", "provider-keys", "recordings", "speech", "sso", "tools", "voices", "webhooks", "workspaces"];
const vendors = ["google", "knowledge", "llama", "local", "openai", "scripted"];

const zones = [
  zone("./app", "./lib", "Doors know domains by service, contract and schema; the SQL is the store's.", [
    "./api", "./sdk", "./client", "./jobs.ts", "./platform", "./voice", "./testing", ...domains.map((name) => `./${name}`)]),
  ...domains.map((name) => zone("./app", `./lib/${name}/store.ts`, "Doors never touch a store.")),
  zone("./app", "./lib/platform/db.ts", "Doors never touch the database."),
  ...domains.map((name) => zone("./components", `./lib/${name}`, "Components know a domain by its schema alone.", ["./schema.ts", ...(name === "consent" ? ["./words.ts"] : []), ...(name === "conversations" ? ["./realtime/client-events.ts", "./realtime/server-events.ts"] : [])])),
  zone("./components", "./lib/platform", "The platform stays on the server."),
  zone("./components", "./lib/api", "Components speak through lib/sdk and lib/client."),
  zone("./lib/voice", "./lib", "The engine knows nothing of users, plans or SQL.", ["./voice", "./testing"]),
  zone("./lib/voice", "./app", "Data flows one way."), zone("./lib/voice", "./components", "Data flows one way."),
  ...vendors.map((name) => zone(`./lib/voice/providers/${name}`, "./lib/voice/providers", "A vendor knows no other vendor.", [`./${name}`])),
  zone("./lib/platform", "./lib", "The platform imports only itself.", ["./platform", "./testing"]),
  zone("./lib/platform", "./app", "Data flows one way."), zone("./lib/platform", "./components", "Data flows one way."),
  zone("./lib/client", "./lib", "Browser code knows schemas, the wire's types and the SDK.", ["./client", "./sdk", "./voice/audio.ts", "./voice/trace.ts", "./conversations/realtime/client-events.ts", "./conversations/realtime/server-events.ts", ...domains.map((name) => `./${name}/schema.ts`), "./consent/words.ts"]),
  zone("./lib/sdk", "./lib", "The SDK runs anywhere: it knows itself and the call.", ["./sdk", "./client", "./platform/request-id.ts"]),
  ...domains.flatMap((name) => [
    zone(`./lib/${name}`, "./app", "Data flows one way."), zone(`./lib/${name}`, "./components", "Data flows one way."),
    zone(`./lib/${name}`, "./lib/api", "Domains never import doors.", ["./read-only"]),
    ...domains.filter((other) => other !== name).map((other) => zone(`./lib/${name}`, `./lib/${other}/store.ts`, "A store belongs to its own domain.")),
  ]),
];

const outsideEnvironment = ["**/*.test.{ts,tsx}", "lib/platform/env.ts", "lib/testing/**", "bin/**", "bench/**", "e2e/**", "server.ts", "*.config.{ts,mjs}", "instrumentation*.ts"];

export default [
  { ignores: ["node_modules/", ".next/", "dist/", ".data/", "coverage/", "next-env.d.ts", "lib/sdk/operations.ts", "lib/sdk/schema.ts", "examples/", "public/*.json", "playwright-report/", "test-results/"] },
  { ignores: ["public/widget.js", "public/widget/"] },
  ...next,
  ...typescript,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" }],
      "import/no-restricted-paths": ["error", { zones }],
      "import/no-anonymous-default-export": "off",
      "max-lines": ["error", { max: 400 }],
      "no-console": "error",
      "no-restricted-imports": ["error", { patterns: [{ group: ["../../../*"], message: "Import by @/…" }, { group: ["server-only"], message: "Its default entry throws outside Next." }] }],
    },
  },
  { files: ["**/*.{ts,tsx}"], ignores: outsideEnvironment, rules: { "no-restricted-properties": ["error", { object: "process", property: "env", message: "Only lib/platform/env.ts reads the environment." }],
    "no-restricted-syntax": ["error", { selector: "MemberExpression[object.object.name='globalThis'][object.property.name='process'][property.name='env']", message: "Only lib/platform/env.ts reads the environment." },
      { selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']", message: "Only lib/platform/env.ts reads the environment." },
      { selector: "MemberExpression[object.name='process'][property.value='env']", message: "Only lib/platform/env.ts reads the environment." }] } },
  { files: ["lib/voice/**/*.ts"], ignores: ["lib/voice/providers/local/**", "lib/voice/providers/llama/**", "**/*.test.ts"], rules: { "no-restricted-imports": ["error", { paths: ["child_process", "node:child_process", "node:fs", "next", "pg"], patterns: ["next/*", "../../../*"] }] } },
  { files: ["bin/**", "bench/**", "e2e/**", "lib/testing/**", "lib/api/generate.ts", "lib/cli/**"], rules: { "no-console": "off" } },
  // The only way to tell a site's developer why nothing is shown.
  { files: ["components/widget/loader.ts"], rules: { "no-console": ["error", { allow: ["warn"] }] } },
  // `useTestDatabase` is no hook of React's, and these files hold no components.
  { files: ["**/*.test.ts"], rules: { "react-hooks/rules-of-hooks": "off" } },
  // Playwright's fixtures are handed a function named `use`, which is no hook.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: ["*.config.mjs"], rules: { "import/no-anonymous-default-export": "off" } },
  { files: ["components/ui/**"], rules: { "max-lines": "off" } },
];

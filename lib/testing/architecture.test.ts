/** The import rule, tested: sample violations must be refused by the lint, and no arrow may point back. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";

const root = process.cwd();

const importing = (path: string) => `import * as sample from "${path}";\nexport const kept = sample;\n`;

const refused: [filePath: string, code: string, rule: string][] = [
  ["app/api/v1/agents/sample.ts", importing("@/lib/agents/store"), "import/no-restricted-paths"],
  ["app/api/v1/agents/sample.ts", importing("@/lib/platform/db"), "import/no-restricted-paths"],
  ["components/agents/sample.tsx", importing("@/lib/agents/service"), "import/no-restricted-paths"],
  ["components/agents/sample.tsx", importing("@/lib/platform/errors"), "import/no-restricted-paths"],
  ["lib/voice/sample.ts", importing("@/lib/platform/errors"), "import/no-restricted-paths"],
  ["lib/voice/sample.ts", importing("@/lib/agents/schema"), "import/no-restricted-paths"],
  ["lib/voice/providers/openai/sample.ts", importing("@/lib/voice/providers/scripted/llm"), "import/no-restricted-paths"],
  ["lib/platform/sample.ts", importing("@/lib/agents/schema"), "import/no-restricted-paths"],
  ["lib/agents/sample.ts", importing("@/lib/knowledge/store"), "import/no-restricted-paths"],
  ["lib/agents/sample.ts", importing("@/lib/api/route"), "import/no-restricted-paths"],
  ["lib/sdk/sample.ts", importing("@/lib/agents/schema"), "import/no-restricted-paths"],
  ["lib/client/sample.ts", importing("@/lib/agents/service"), "import/no-restricted-paths"],
  ["lib/agents/sample.ts", "export const home = process.env.HOME;\n", "no-restricted-properties"],
  ["lib/agents/sample.ts", "const { env } = process;\nexport const kept = env;\n", "no-restricted-syntax"],
  ["lib/agents/sample.ts", "export const home = process[\"env\"];\n", "no-restricted-syntax"],
  ["lib/agents/sample.ts", "export const home = globalThis.process.env;\n", "no-restricted-syntax"],
  ["lib/agents/sample.ts", "export const wide = (value: any) => value;\n", "@typescript-eslint/no-explicit-any"],
  ["lib/voice/sample.ts", importing("node:child_process"), "no-restricted-imports"],
];
const allowed: [filePath: string, code: string][] = [
  ["lib/agents/sample.ts", importing("@/lib/voice/turn-policy")],
  ["lib/conversations/sample.ts", importing("@/lib/agents/schema")],
  ["app/api/v1/agents/sample.ts", importing("@/lib/agents/schema")],
  ["components/agents/sample.tsx", importing("@/lib/agents/schema")],
];

/** ESLint's plugins do not load inside Jest's own module system, so it runs as a process of its own, once for all samples. */
const script = `
  import { readFileSync } from "node:fs";
  import { ESLint } from "eslint";
  const lint = new ESLint();
  const rules = [];
  for (const [filePath, code] of JSON.parse(readFileSync(0, "utf8"))) {
    const [result] = await lint.lintText(code, { filePath });
    rules.push(result.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId ?? "parse"));
  }
  console.log(JSON.stringify(rules));`;
let faults: string[][] = [];

beforeAll(() => {
  faults = JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, input: JSON.stringify([...refused, ...allowed]), encoding: "utf8" }));
}, 120_000);

test.each(refused.map(([filePath, code, rule], index) => ({ filePath, code, rule, index })))("the lint refuses $filePath: $code", ({ rule, index }) => {
  expect(faults[index]).toContain(rule);
});

test.each(allowed.map(([filePath, code], index) => ({ filePath, code, index })))("the lint allows $filePath: $code", ({ index }) => {
  expect(faults[refused.length + index]).toEqual([]);
});

function* sources(directory: string): Generator<string> {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name) && !name.includes(".test.") && !name.endsWith(".d.ts")) yield path;
  }
}

/** What a file needs at run time; imports of types alone make no arrow. */
function importsOf(file: string, known: Set<string>): string[] {
  const text = readFileSync(file, "utf8");
  const paths = [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"([^"]+)"/gm)].map((match) => match[1] ?? "");
  return paths.flatMap((path) => {
    const base = path.startsWith("@/") ? join(root, path.slice(2)) : path.startsWith(".") ? resolve(dirname(file), path) : null;
    return base ? [base, `${base}.ts`, `${base}.tsx`].filter((candidate) => known.has(candidate)) : [];
  });
}

test("no file of lib imports itself by way of others", () => {
  const files = new Set(sources(join(root, "lib")));
  const graph = new Map([...files].map((file) => [file, importsOf(file, files)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) { cycles.push([...path.slice(path.indexOf(file)), file].map((part) => relative(root, part)).join(" → ")); return; }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(files.size).toBeGreaterThan(20);
  expect(cycles).toEqual([]);
});

test("no folder has a name that attracts everything", () => {
  const vague = new Set(["utils", "helpers", "common", "shared", "types", "constants", "hooks", "contexts", "services", "repositories", "interfaces", "core"]);
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory, { withFileTypes: true })) {
      if (!name.isDirectory()) continue;
      if (vague.has(name.name)) found.push(relative(root, join(directory, name.name)));
      walk(join(directory, name.name));
    }
  };
  for (const top of ["app", "components", "lib"]) walk(join(root, top));
  expect(found).toEqual([]);
});

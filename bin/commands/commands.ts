/** Every command, its options and what it runs. */
import type { z } from "zod";
import { forgetFactor } from "@/lib/identity/second-factor";
import { createApiKeyByEmail, createUser, endSessionsByEmail, memberByEmail, promoteByEmail } from "@/lib/identity/service";
import { apiKeyInput, signUpInput } from "@/lib/identity/schema";
import { systemCtx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { eraseAgain } from "@/lib/privacy/again";
import { verifyReceipts } from "@/lib/recordings/receipts";
import { backup, restore } from "@/lib/start/restore";
import { addModel, ModelAddError } from "../models-add.mjs";
import { parseOptions } from "../options.mjs";
import { hasKeptSecret, useKeptSecret, withDatabase } from "./database";
import { rotateSecrets } from "./secrets";
import { talk } from "./talk";

export interface Command { name: string[]; usage: string; summary: string; run(given: string[]): Promise<void> }

type Kinds = Record<string, "flag" | "text" | "number">;
type Options = Record<string, string | number | boolean | undefined> & { _: string[] };

/** Options of every command besides its own; a bad one ends the process with 2. */
function read(given: string[], kinds: Kinds, positional: number): Options {
  const options: Options = parseOptions(given, { ...kinds, data: "text" }, "npm run parley -- --help");
  if (options._.length !== positional) refuse(positional === 0 ? `"${options._[0]}" was not expected.` : `${positional} file names are needed.`);
  if (typeof options.data === "string") { changeEnv({ PARLEY_DATA_DIR: options.data }); }
  return options;
}

function refuse(message: string): never {
  console.error(`${message} See npm run parley -- --help.`);
  process.exit(2);
}

/** The options as `shape` wants them; the first fault ends the process with 2. */
function check<S extends z.ZodType>(shape: S, value: unknown): z.output<S> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "options");
  return refuse(Reflect.get(Object(value), name) === undefined ? `--${name} is needed.` : `--${name}: ${(issue?.message ?? "not understood").replace(/\.$/, "")}.`);
}

export const commands: Command[] = [
  {
    name: ["talk"], usage: "talk [--agent SLUG] [--email …] IN.wav OUT.wav", summary: "One turn without a browser: what was heard, what was said, and the waterfall. --email acts as that member, for agents that are not public.",
    async run(given) {
      const options = read(given, { agent: "text", email: "text" }, 2);
      const [input = "", output = ""] = options._;
      await withDatabase(async () => { if (hasKeptSecret()) useKeptSecret(); await talk({ agent: String(options.agent ?? "demo"), email: typeof options.email === "string" ? options.email : null, input, output }); });
    },
  },
  {
    name: ["user", "create"], usage: "user create --email … --password … [--name …] [--admin]", summary: "Makes an account with its own workspace; --admin makes a platform administrator.",
    async run(given) {
      const options = read(given, { email: "text", password: "text", name: "text", admin: "flag" }, 0);
      const { email, password, name } = check(signUpInput, { email: options.email, password: options.password, name: options.name });
      await withDatabase(() => createUser(systemCtx(), { email, password, name, admin: options.admin === true }));
      console.error("Account created.");
    },
  },
  {
    name: ["user", "promote"], usage: "user promote --email …", summary: "Makes an existing account a platform administrator.",
    async run(given) {
      const { email } = check(signUpInput.pick({ email: true }), { email: read(given, { email: "text" }, 0).email });
      await withDatabase(() => promoteByEmail(systemCtx(), { email }));
      console.error("This account is an administrator now.");
    },
  },
  {
    name: ["user", "sign-out"], usage: "user sign-out --email …", summary: "Ends every session of an account, and its calls within 5 s. API keys stay.",
    async run(given) {
      const { email } = check(signUpInput.pick({ email: true }), { email: read(given, { email: "text" }, 0).email });
      const ended = await withDatabase(() => endSessionsByEmail(systemCtx(), { email }));
      console.error(`${ended} ${ended === 1 ? "session has" : "sessions have"} ended.`);
    },
  },
  {
    name: ["user", "forget-factor"], usage: "user forget-factor --email …", summary: "Removes the second factor of somebody who lost device and recovery codes.",
    async run(given) {
      const { email } = check(signUpInput.pick({ email: true }), { email: read(given, { email: "text" }, 0).email });
      const had = await withDatabase(async () => forgetFactor(systemCtx(), (await memberByEmail(systemCtx(), email)).userId ?? ""));
      console.error(had ? "The second factor is removed." : "This account has no second factor.");
    },
  },
  {
    name: ["key", "create"], usage: "key create --email … [--name …]", summary: "Prints a new API key, alone on standard output.",
    async run(given) {
      const options = read(given, { email: "text", name: "text" }, 0);
      const { email, name } = check(signUpInput.pick({ email: true }).extend({ name: apiKeyInput.shape.name }), { email: options.email, name: options.name ?? "command line" });
      const { key } = await withDatabase(() => createApiKeyByEmail(systemCtx(), { email, name }));
      console.log(key);
    },
  },
  {
    name: ["models", "add"], usage: "models add smollm2 | FILE.gguf", summary: "Adds a language model that runs on this machine; installs 0.7 GB the first time.",
    async run(given) {
      const [what = ""] = read(given, {}, 1)._;
      try {
        const { model } = await addModel(what, { onProgress: (words) => console.error(words) });
        console.error(`Added ${model}. Choose the provider "llama" and this model in an agent.`);
      } catch (error) {
        if (error instanceof ModelAddError && error.badInput) refuse(error.message);
        throw error;
      }
    },
  },
  {
    name: ["receipts", "verify"], usage: "receipts verify", summary: "Proves the chain of deletion receipts: none changed, none taken out, all signed by this installation.",
    async run(given) {
      read(given, {}, 0);
      const { verified } = await withDatabase(async () => { useKeptSecret(); return verifyReceipts(systemCtx()); });
      console.log(`${verified} ${verified === 1 ? "receipt holds" : "receipts hold"}.`);
    },
  },
  {
    name: ["backup"], usage: "backup FILE", summary: "Writes every row of the database to one file, beside a running server or without one. Sound is not in it: it lives for a day.",
    async run(given) {
      const [file = ""] = read(given, {}, 1)._;
      const { rows } = await backup(file);
      console.error(`${rows} rows are in ${file}. Keep the secret and erasures.jsonl of the data directory beside it.`);
    },
  },
  {
    name: ["restore"], usage: "restore FILE | --reapply [--erasures FILE] [--no-erasures]", summary: "Puts a backup into an empty database and takes out again what has expired and who was erased since. --reapply does only that, after a restore by other means.",
    async run(given) {
      const options = read(given, { reapply: "flag", erasures: "text", "no-erasures": "flag" }, given.includes("--reapply") ? 0 : 1);
      const { rows, erased, withdrawn, expired, missing } = await restore({
        file: options._[0] ?? null, erasures: typeof options.erasures === "string" ? options.erasures : null, noErasures: options["no-erasures"] === true, eraseAgain,
      });
      console.error(`${rows} rows restored. Taken out again: ${erased} people, ${withdrawn} consents, ${expired + missing} recordings. The server can be started.`);
    },
  },
  {
    name: ["secrets", "rotate"], usage: "secrets rotate", summary: "Seals provider keys and other secrets with the first of ENCRYPTION_KEYS, and says whether the others may be removed.",
    async run(given) {
      read(given, {}, 0);
      await withDatabase(async () => { useKeptSecret(); await rotateSecrets(); });
    },
  },
  {
    name: ["migrate"], usage: "migrate", summary: "Brings the database's schema up to date.",
    async run(given) { read(given, {}, 0); await withDatabase(async () => { console.log("The schema is up to date."); }); },
  },
];

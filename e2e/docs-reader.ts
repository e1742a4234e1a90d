/** A reader who copies a page's blocks into an empty folder and runs them. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { blocksFor, readersScript } from "@/lib/testing/docs-blocks";

/** What the run printed; `read` is asked before the folder goes. Rejects with everything that was printed where a block fails or takes too long. */
export async function runDocs(test: string, env: Record<string, string>, read: (folder: string) => void = () => {}, timeoutMs = 180_000): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "parley-reader-"));
  try {
    const printed = await runScript(readersScript(blocksFor(test)), folder, env, timeoutMs);
    read(folder);
    return printed;
  } finally { rmSync(folder, { recursive: true, force: true }); }
}

function runScript(script: string, folder: string, env: Record<string, string>, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // A reader's machine knows nothing of ours: no variable of the test's own but the ways to programs and package registries.
    const child = spawn("bash", ["-s"], { cwd: folder, env: { ...readersEnvironment(), ...env }, stdio: ["pipe", "pipe", "pipe"], detached: true });
    let text = "";
    const keep = (bytes: Buffer) => { text += bytes.toString(); };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const timer = setTimeout(() => { if (child.pid) process.kill(-child.pid, "SIGKILL"); }, timeoutMs);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(text);
      else reject(new Error(`The reader's blocks ended with ${code ?? signal}:\n${text}`));
    });
    child.stdin.end(script);
  });
}

function readersEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(PARLEY_|NODE_|DATABASE_URL|LOG_LEVEL|OPENAI|GOOGLE|SMTP|npm_lifecycle|npm_package|npm_command|npm_config_local_prefix|npm_config_global_prefix|npm_config_prefix|INIT_CWD)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "development", PATH: `${join(process.execPath, "..")}:${process.env.PATH ?? ""}:/usr/local/go/bin`, HOME: homedir(), npm_config_prefer_offline: "true", npm_config_fund: "false", npm_config_audit: "false" };
}

/** The installation's own database for a command: the running server's where there is one, else started for the command and stopped after it. */
import { keptSecret, StartError } from "@/lib/platform/data-directory";
import { changeEnv, env } from "@/lib/platform/env";
import { prepareDatabase } from "@/lib/start/database";

export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const database = await prepareDatabase({ seed: false });
  try { return await work(); } finally { await database.stop(); }
}

export const hasKeptSecret = (): boolean => keptSecret(env().PARLEY_DATA_DIR) !== null;

/** The installation's own secret, for what is signed or sealed with it. */
export function useKeptSecret(): void {
  if (env().PARLEY_SECRET) return;
  const secret = keptSecret(env().PARLEY_DATA_DIR);
  if (!secret) throw new StartError("There is no secret in the data directory yet: start the server once, or set PARLEY_SECRET.");
  changeEnv({ PARLEY_SECRET: secret });
}

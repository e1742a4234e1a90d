/** The installation's own database for a command: the running server's where there is one, else started for the command and stopped after it. */
import { prepareDatabase } from "@/lib/start/database";

export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const database = await prepareDatabase({ seed: false });
  try { return await work(); } finally { await database.stop(); }
}

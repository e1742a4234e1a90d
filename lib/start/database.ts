/** The database as a server wants it at its start: running, migrated, seeded, and reached by a role without rights of its own. */
import { join } from "node:path";
import { seedDemo } from "@/lib/agents/seed";
import { createFirstAdminLink } from "@/lib/identity/service";
import { systemCtx } from "@/lib/platform/ctx";
import { closeDatabase } from "@/lib/platform/db";
import { env, publicOrigin, changeEnv } from "@/lib/platform/env";
import { migrate, prepareLoginRole } from "@/lib/platform/migrate";
import { findPostgres, startPostgres } from "@/lib/platform/postgres";

const migrations = "supabase/migrations";

export interface PreparedDatabase { stop(): Promise<void> }

/** Starts the embedded Postgres unless `DATABASE_URL` names another, and brings the schema up to date. */
export async function prepareDatabase(options: { seed: boolean }): Promise<PreparedDatabase> {
  const given = env().DATABASE_URL;
  const directory = join(env().PARLEY_DATA_DIR, "postgres");
  const running = given ?? findPostgres(directory);
  const embedded = given || (running && !options.seed) ? null : await startPostgres(directory);
  const owner = given ?? embedded?.url ?? running ?? "";
  const stop = async () => {
    await closeDatabase();
    if (!given) changeEnv({ DATABASE_URL: undefined });
    await embedded?.stop();
  };
  try {
    await migrate({ url: owner, directory: migrations });
    if (!given) changeEnv({ DATABASE_URL: await prepareLoginRole(owner) });
    if (options.seed || embedded) await seedDemo(systemCtx());
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** What a person who has just started the server wants to read. */
export async function firstWords(voiceFault: string | null): Promise<string[]> {
  const link = await createFirstAdminLink(systemCtx());
  return [
    `Parley is ready at ${publicOrigin()}`,
    ...(link ? [`Make the first administrator (works once, for 24 hours): ${publicOrigin()}${link}`] : []),
    ...(voiceFault ? [`The scripted voice speaks: ${voiceFault}`] : []),
  ];
}

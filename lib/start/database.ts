/** The database as a server wants it at its start: running, migrated, seeded, and reached by a role without rights of its own. */
import { join } from "node:path";
import { seedDemo } from "@/lib/agents/seed";
import { isUnfinished } from "@/lib/backups/restore";
import { createFirstAdminLink } from "@/lib/identity/service";
import { systemCtx } from "@/lib/platform/ctx";
import { closeDatabase } from "@/lib/platform/db";
import { env, publicOrigin, changeEnv } from "@/lib/platform/env";
import { migrate, prepareLoginRole } from "@/lib/platform/migrate";
import { findPostgres, startPostgres } from "@/lib/platform/postgres";
import { StartError } from "@/lib/platform/start-error";

export const migrations = "supabase/migrations";

export interface PreparedDatabase { stop(): Promise<void> }

export interface OwnedDatabase {
  /** Of the schema's owner. */
  url: string;
  /** True where it was started for us, and stops with us. */
  started: boolean;
  stop(): Promise<void>;
}

/** The database that `DATABASE_URL` names, or the embedded one: one that runs, else started. Nothing in it is touched. */
export async function openOwnedDatabase(options: { mayRun: boolean } = { mayRun: true }): Promise<OwnedDatabase> {
  const given = env().DATABASE_URL;
  if (given) return { url: given, started: false, stop: async () => {} };
  const directory = join(env().PARLEY_DATA_DIR, "postgres");
  const running = options.mayRun ? findPostgres(directory) : null;
  if (running) return { url: running, started: false, stop: async () => {} };
  const embedded = await startPostgres(directory);
  return { url: embedded.url, started: true, stop: embedded.stop };
}

/** Makes the process use it, as a role without rights of its own where the database is ours. The answer takes that back. */
export async function enterDatabase(owned: OwnedDatabase): Promise<() => Promise<void>> {
  const given = env().DATABASE_URL;
  if (!given) changeEnv({ DATABASE_URL: await prepareLoginRole(owned.url) });
  return async () => { await closeDatabase(); if (!given) changeEnv({ DATABASE_URL: undefined }); };
}

/** Starts the embedded Postgres unless `DATABASE_URL` names another, and brings the schema up to date. */
export async function prepareDatabase(options: { seed: boolean }): Promise<PreparedDatabase> {
  const owned = await openOwnedDatabase({ mayRun: !options.seed });
  let letGo = async () => {};
  const stop = async () => { await letGo(); await owned.stop(); };
  try {
    if (await isUnfinished(owned.url)) throw new StartError("This database was restored from a backup, and what must not come back has not been taken out yet. Run: npm run parley -- restore --reapply");
    await migrate({ url: owned.url, directory: migrations });
    letGo = await enterDatabase(owned);
    if (options.seed || owned.started) await seedDemo(systemCtx());
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

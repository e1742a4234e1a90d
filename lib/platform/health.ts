/** How the process is, part by part and in words; each part registers its own check. */
import { z } from "zod";
import { sql, systemDb } from "./db";
import { env } from "./env";
import { singleton } from "./singleton";

export interface PartHealth {
  state: "ok" | "degraded" | "down";
  /** For a person: what is in use and, where it is not what one would wish, why and what to do. */
  detail: string;
}
interface Part { check: () => PartHealth | Promise<PartHealth>; required: boolean }

/** A part that does not answer by then is down; below the patience of common probes. */
const checkMs = 2_000;

const parts = (): Map<string, Part> => singleton("health-parts", () => new Map<string, Part>());

/** `required`: without it the server is not ready for work. The last registration of a name holds. */
export function registerHealth(name: string, check: Part["check"], options: { required?: boolean } = {}): void {
  parts().set(name, { check, required: options.required ?? false });
}

export interface Health { status: "ok" | "degraded" | "down"; parts: Record<string, PartHealth> }

export async function readiness(): Promise<Health> {
  const all = new Map<string, Part>([["database", { check: databaseHealth, required: true }], ...parts()]);
  const checked = await Promise.all([...all].map(async ([name, part]) => ({ name, required: part.required, ...await within(part.check) })));
  const status = checked.some((part) => part.required && part.state === "down") ? "down" : checked.every((part) => part.state === "ok") ? "ok" : "degraded";
  return { status, parts: Object.fromEntries(checked.map(({ name, state, detail }) => [name, { state, detail }])) };
}

async function within(check: Part["check"]): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartHealth>((resolve) => { timer = setTimeout(() => resolve({ state: "down", detail: "It does not answer." }), checkMs); });
  try {
    return await Promise.race([Promise.resolve(check()), late]);
  } catch {
    return { state: "down", detail: "Its check failed; the log says more." };
  } finally { clearTimeout(timer); }
}

async function databaseHealth(): Promise<PartHealth> {
  if (!env().DATABASE_URL) return { state: "down", detail: "No database was started or configured." };
  try {
    await systemDb().one(z.unknown(), sql`select 1 as one`);
    return { state: "ok", detail: "It answers." };
  } catch {
    return { state: "down", detail: "It cannot be reached. Calls that run go on; nothing new can be saved until it is back." };
  }
}

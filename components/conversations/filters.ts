export type Channel = "browser" | "realtime" | "http" | "cli";
/** As the address has them; `from` and `to` are whole days, UTC. */
export interface Filters { agentId?: string; channel?: Channel; from?: string; to?: string }

const channels: readonly Channel[] = ["browser", "realtime", "http", "cli"];
const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value.trim() : "");
const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

/** What can be read of an address; the rest is left out rather than refused. */
export function filtersFrom(parameters: Record<string, string | string[] | undefined>): Filters {
  const agentId = one(parameters.agentId);
  const channel = channels.find((known) => known === one(parameters.channel));
  const [from, to] = [one(parameters.from), one(parameters.to)];
  return {
    ...(/^\w{1,64}$/.test(agentId) ? { agentId } : {}), ...(channel ? { channel } : {}), ...(isDay(from) ? { from } : {}), ...(isDay(to) ? { to } : {}),
  };
}

/** The same for the service: both days are included. */
export function queryOf({ from, to, ...rest }: Filters): { agentId?: string; channel?: Channel; from?: string; to?: string } {
  const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString();
  return { ...rest, ...(from ? { from: new Date(from).toISOString() } : {}), ...(to ? { to: dayAfter(to) } : {}) };
}

/** Names to addresses. */
import { lookup, Resolver } from "node:dns/promises";

export type Resolve = (hostname: string) => Promise<string[]>;

/** By the machine, its file of hosts included. It keeps one of few threads busy until the name server answers, so it is for names that the operator chose. */
export const machineResolve: Resolve = async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address);

/** By the name servers alone, on no thread: whoever names a domain may run its name server as slowly as they like. Throws `ENOTFOUND`, whatever the reason. `servers` is for tests. */
export const createPublicResolve = (servers: readonly string[] = []): Resolve => async (hostname) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = found.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  if (addresses.length === 0) throw Object.assign(new Error("the name leads nowhere", { cause: found.find((each) => each.status === "rejected")?.reason }), { code: "ENOTFOUND" });
  return addresses;
};

/** Which addresses may be asked, as far as an address itself tells: its scheme, its port, its name, and whether a number is one of the public internet. */
import { BlockList, isIP } from "node:net";
import { env } from "../env";

const refusedV4 = new BlockList();
for (const [network, prefix] of [["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4]] as const) {
  refusedV4.addSubnet(network, prefix, "ipv4");
}
/** Only global unicast is public, less tunnels (which carry an IPv4 address inside) and documentation. NAT64, mapped, unique local, link-local and multicast addresses lie outside of it. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const refusedV6 = new BlockList();
for (const [network, prefix] of [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]] as const) refusedV6.addSubnet(network, prefix, "ipv6");

/** Whether the address is one of the public internet; anything else, unreadable ones included, is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refusedV4.check(address, "ipv4");
  return family === 6 && !address.includes("%") && publicV6.check(address, "ipv6") && !refusedV6.check(address, "ipv6");
}

/** The ports that the Fetch standard blocks in browsers: what listens there is mail, terminals, file servers and the like, and would take a request for something else. */
const refusedPorts = new Set([0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
  389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]);
/** Names that lead nowhere on the public internet, whatever a name server says. */
const privateName = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)$/;

export const hostnameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
/** By `host` or `host:port`, exactly. */
export const isAllowedHost = (url: URL, allowedHosts: readonly string[]): boolean => allowedHosts.includes(url.host) || allowedHosts.includes(hostnameOf(url));

export const addressFaultWords = {
  credentials: "The address holds no user and no password.",
  scheme: "The address begins with https://, unless the operator allows its host.",
  port: "This is a port of something else than the web, which is not asked.",
  private: "This is an address of a private network, which the operator does not allow.",
} as const;
export type AddressFault = keyof typeof addressFaultWords;

/** Why an address may not be asked, as far as that can be told without asking a name server; null where it may. `URL` has read other spellings of a number before. */
export function addressFault(url: URL, allowedHosts: readonly string[] = env().ALLOWED_PRIVATE_HOSTS): AddressFault | null {
  if (url.username !== "" || url.password !== "") return "credentials";
  const allowed = isAllowedHost(url, allowedHosts);
  if (url.protocol !== "https:" && !(allowed && url.protocol === "http:")) return "scheme";
  if (allowed) return null;
  const hostname = hostnameOf(url);
  const name = hostname.toLowerCase().replace(/\.+$/, "");
  const isPrivate = isIP(hostname) ? !isPublicAddress(hostname) : !name.includes(".") || privateName.test(name);
  return isPrivate ? "private" : url.port !== "" && refusedPorts.has(Number(url.port)) ? "port" : null;
}

/** Domains of e-mail addresses: their one spelling, which may not be claimed, and how one is proven. */
import { Resolver } from "node:dns/promises";
import { domainToASCII } from "node:url";
import { env } from "@/lib/platform/env";
import { AppError, fieldFault } from "@/lib/platform/errors";
import publicMailDomains from "./public-mail-domains.json";

const shared = new Set<string>(publicMailDomains);
const form = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** In lower case and ASCII, or null for what is no domain. */
export function plainDomain(text: string): string | null {
  const ascii = domainToASCII(text.trim().toLowerCase().replace(/^@/, "").replace(/\.$/, ""));
  return form.test(ascii) ? ascii : null;
}

/** Of an address; null where there is none. */
export const domainOf = (address: string): string | null => plainDomain(address.slice(address.lastIndexOf("@") + 1));

/** Each once. Throws `validation_failed` at the first that is no domain, or is one where anybody gets an address. */
export function claimableDomains(given: readonly string[]): string[] {
  const refuse = (message: string): never => { throw fieldFault("domains", message); };
  return [...new Set(given.map((text) => {
    const domain = plainDomain(text) ?? refuse("Write domains such as example.org, without addresses.");
    if (shared.has(domain)) return refuse(`Anybody can get an address at ${domain}: it would let everybody in.`);
    return domain;
  }))];
}

/** Where names are looked up; a small port, so that tests need no network. */
export interface DomainRecords {
  /** Every TXT record of the domain, each whole; none where there is none. Throws where the name servers do not answer in some seconds. */
  txt(domain: string): Promise<string[]>;
}

/** The machine's own name servers, or those of `DNS_SERVERS`. */
export function systemRecords(): DomainRecords {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  if (env().DNS_SERVERS.length > 0) resolver.setServers(env().DNS_SERVERS);
  return {
    async txt(domain) {
      try { return (await resolver.resolveTxt(domain)).map((pieces) => pieces.join("")); } catch (error) {
        if (["ENOTFOUND", "ENODATA"].includes(String(Reflect.get(Object(error), "code")))) return [];
        throw error;
      }
    },
  };
}

export const recordFor = (token: string): string => `parley-verification=${token}`;

/** Throws `domain_unproven` where the record is not there, or nobody answers. */
export async function requireRecord(records: DomainRecords, domain: string, token: string): Promise<void> {
  const found = await records.txt(domain).catch((cause: unknown) => {
    throw new AppError("domain_unproven", { public: "The domain’s name servers did not answer. Try again in a moment.", cause });
  });
  if (!found.some((text) => text.trim() === recordFor(token))) throw new AppError("domain_unproven");
}

import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { isDuplicate } from "@/lib/platform/db-errors";
import type { Statements } from "@/lib/platform/db";
import { publicOrigin } from "@/lib/platform/env";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import { seal, unseal } from "@/lib/platform/sealing";
import { claimableDomains, recordFor, requireRecord, systemRecords, type DomainRecords } from "./domains";
import { forgetIssuer, issuerUrl, openIssuer } from "./issuer";
import { systemSend, type Send } from "./outgoing";
import type { SsoConnection, SsoConnectionInput, SsoDomain } from "./schema";
import * as store from "./store";

export const redirectUri = (): string => `${publicOrigin()}/sso/callback`;
const boundTo = (connectionId: string): string => `sso_connections/${connectionId}/client_secret`;

/** Throws where no key of this installation opens it. */
export const clientSecretOf = (row: { id: string; clientSecret: string }): string => unseal(row.clientSecret, boundTo(row.id));

/** For the page: null where there is none yet. */
export const findConnection = (ctx: Ctx): Promise<SsoConnection | null> => viewOf(asSystem(ctx).db, ctx.actor.workspaceId);

export async function getConnection(ctx: Ctx): Promise<SsoConnection> {
  const found = await findConnection(ctx);
  if (!found) throw new AppError("not_found", { public: "This workspace has no sign-in with an organisation yet." });
  return found;
}

/**
 * Sets it whole; domains that stay on the list stay proven. `validation_failed` at the field that is wrong: also where the server does not answer,
 * and where the issuer or the client changes without its secret, which would otherwise be sent to a server that it was not given for.
 */
export async function setConnection(ctx: Ctx, input: SsoConnectionInput, send: Send = systemSend()): Promise<SsoConnection> {
  const { workspaceId } = ctx.actor;
  const system = asSystem(ctx);
  const domains = claimableDomains(input.domains);
  const before = await store.findConnection(system.db, workspaceId);
  const isMoved = before?.issuer !== input.issuer || before.clientId !== input.clientId;
  if (!issuerUrl(input.issuer)) throw fieldFault("issuer", "Write an https address, as the identity server names itself, without ? and #.");
  if (isMoved && !input.clientSecret) throw fieldFault("clientSecret", before ? "With another issuer or client id, write its secret, too." : "Write the client secret.");
  const id = before?.id ?? newId("sso");
  const secret = input.clientSecret ?? (before ? clientSecretOf(before) : "");
  if (input.enabled && (isMoved || !before?.enabled)) await requireAnswer(ctx, { issuer: input.issuer, clientId: input.clientId, clientSecret: secret }, send);
  const now = ctx.clock.now();
  await system.db.transaction(async (tx) => {
    await store.upsertConnection(tx, {
      id, workspaceId, issuer: input.issuer, clientId: input.clientId, clientSecret: seal(secret, boundTo(id)), clientSecretLastFour: lastFour(secret),
      defaultRole: input.defaultRole, enabled: input.enabled, createdAt: now, updatedAt: now,
    });
    // Two who set the first one at once: the row has the other's id, for which this secret is not sealed.
    if ((await store.findConnection(tx, workspaceId))?.id !== id) throw new AppError("conflict");
    await store.deleteOtherDomains(tx, workspaceId, domains);
    for (const domain of domains) await store.insertDomain(tx, { id: newId("dom"), workspaceId, domain, token: randomBytes(20).toString("hex"), createdAt: now });
    await recordAudit(tx, ctx, { action: "sso.connection_set", target: { kind: "sso-connection", id }, detail: { issuer: input.issuer, domains, defaultRole: input.defaultRole, enabled: input.enabled } });
  });
  return getConnection(ctx);
}

/** Too short a secret shows nothing of itself. */
const lastFour = (secret: string): string => (secret.length >= 12 ? secret.slice(-4) : "");

async function requireAnswer(ctx: Ctx, client: { issuer: string; clientId: string; clientSecret: string }, send: Send): Promise<void> {
  forgetIssuer(client.issuer);
  await openIssuer(ctx, client, send).catch((cause: unknown) => {
    throw new AppError("validation_failed", { cause, errors: [{ path: "issuer", message: "No identity server answers at this address, or it names itself otherwise. Copy the issuer from its own pages." }] });
  });
}

export async function deleteConnection(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx.actor;
  await asSystem(ctx).db.transaction(async (tx) => {
    const found = await store.findConnection(tx, workspaceId);
    if (!found) throw new AppError("not_found");
    await store.deleteConnection(tx, workspaceId);
    await recordAudit(tx, ctx, { action: "sso.connection_deleted", target: { kind: "sso-connection", id: found.id } });
  });
}

/** Asks the name servers now. `domain_unproven`, or `domain_taken` where another workspace was first. */
export async function verifyDomain(ctx: Ctx, input: { domainId: string }, records: DomainRecords = systemRecords()): Promise<SsoDomain> {
  const { workspaceId } = ctx.actor;
  const system = asSystem(ctx);
  const claimed = await store.findDomain(system.db, workspaceId, input.domainId);
  if (!claimed) throw new AppError("not_found");
  await requireRecord(records, claimed.domain, claimed.token);
  try {
    return await system.db.transaction(async (tx) => {
      if (await store.verifyDomain(tx, workspaceId, claimed.id, ctx.clock.now()) === 0) throw new AppError("not_found");
      if (!claimed.verifiedAt) await recordAudit(tx, ctx, { action: "sso.domain_verified", target: { kind: "sso-domain", id: claimed.id }, detail: { domain: claimed.domain } });
      const verified = await store.findDomain(tx, workspaceId, claimed.id);
      if (!verified) throw new AppError("not_found");
      return domainView(verified);
    });
  } catch (error) {
    if (isDuplicate(error, "sso_domains_verified")) throw new AppError("domain_taken");
    throw error;
  }
}

const domainView = ({ token, ...rest }: store.DomainRow): SsoDomain => ({ ...rest, record: recordFor(token) });

async function viewOf(tx: Statements, workspaceId: string): Promise<SsoConnection | null> {
  const row = await store.findConnection(tx, workspaceId);
  if (!row) return null;
  const { id, issuer, clientId, clientSecretLastFour, defaultRole, enabled, updatedAt } = row;
  return { id, issuer, clientId, clientSecretLastFour, redirectUri: redirectUri(), domains: (await store.listDomains(tx, workspaceId)).map(domainView), defaultRole, enabled, updatedAt };
}

const sealedClientSecrets: SealedTable = {
  name: "single sign-on secrets",
  after: async (tx, id, limit) => (await store.secretsAfter(tx, id, limit)).map((row) => ({ id: row.id, sealed: row.clientSecret, boundTo: boundTo(row.id) })),
  replace: (tx, row, sealed) => store.replaceSecret(tx, row.id, row.sealed, sealed),
};

/** For `secrets rotate`. */
export const resealSsoSecrets = (ctx: Ctx): Promise<Resealed> => resealTable(asSystem(ctx).db, sealedClientSecrets);

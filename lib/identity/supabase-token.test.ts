import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { SignJWT, exportJWK, importJWK } from "jose";
import { systemCtx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { startSupabaseAuth } from "@/lib/testing/supabase-auth-server";
import { changePassword } from "./links";
import { endOtherSessions } from "./service";
import { openTokens } from "./tokens";

const [shared, published] = [await startSupabaseAuth({ instant: true }), await startSupabaseAuth({ instant: true, signing: "ES256" })];
const projects = { "a shared secret": shared, "published keys": published } as const;
useTestDatabase({ AUTH_PROVIDER: "supabase", SUPABASE_URL: shared.url, SUPABASE_ANON_KEY: shared.anonKey, SUPABASE_SERVICE_KEY: shared.serviceKey });
afterAll(() => Promise.all([shared.close(), published.close()]));

const exchange = (accessToken: string) => openTokens(systemCtx(), { grant: "supabase", accessToken, device: "An app" });
const refused = { code: "invalid_credentials" };
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const nowSeconds = () => Math.floor(Date.now() / 1_000);

describe.each(Object.entries(projects))("a project that signs with %s", (_name, auth) => {
  const choose = () => changeEnv({ SUPABASE_URL: auth.url, SUPABASE_ANON_KEY: auth.anonKey, SUPABASE_SERVICE_KEY: auth.serviceKey, SUPABASE_JWT_SECRET: auth.jwtSecret ?? undefined });

  test("its person's token opens a session of ours, without asking it", async () => {
    choose();
    const member = await makeMember();
    const token = await auth.sign(member.actor.userId ?? "");
    await exchange(token);
    const before = auth.requests.length;
    const pair = await exchange(token);
    expect(auth.requests.slice(before)).toEqual([]);
    expect(await inspect(sql`select user_id from sessions where id = ${pair.sessionId}`)).toEqual([{ userId: member.actor.userId }]);
  });

  test("no forged, foreign, changed or expired token opens anything", async () => {
    choose();
    const { actor: { userId } } = await makeMember();
    const id = userId ?? "";
    const good = await auth.sign(id);
    const [header = "", body = "", signature = ""] = good.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const strangersKey = await importJWK(await exportJWK(stranger.privateKey), "ES256");
    const hmac = (algorithm: string, key: string, head: object) => { const text = `${part(head)}.${part(claims)}`; return `${text}.${createHmac(algorithm, key).update(text).digest("base64url")}`; };
    const publicKey = JSON.stringify(await exportJWK(stranger.publicKey));
    const forged: Record<string, string> = {
      "algorithm none": `${part({ alg: "none", typ: "JWT" })}.${body}.`, "algorithm None, with the old signature": `${part({ alg: "None", typ: "JWT" })}.${body}.${signature}`,
      "no signature": `${header}.${body}.`, "half a signature": `${header}.${body}.${signature.slice(0, 20)}`, "a changed person": `${header}.${part({ ...claims, sub: randomUUID() })}.${signature}`,
      "a changed expiry": `${header}.${part({ ...claims, exp: nowSeconds() + 99_999 })}.${signature}`, "another project's secret": hmac("sha256", "another-project-secret-that-is-long-enough", { alg: "HS256", typ: "JWT" }),
      "an empty secret": hmac("sha256", "", { alg: "HS256", typ: "JWT" }), "the anonymous key as a secret": hmac("sha256", auth.anonKey, { alg: "HS256", typ: "JWT" }),
      "a public key as a secret": hmac("sha256", publicKey, { alg: "HS256", kid: "one", typ: "JWT" }), "another hash than is agreed": hmac("sha512", auth.jwtSecret ?? "none", { alg: "HS512", typ: "JWT" }),
      "a stranger's key under a known name": await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "one" }).sign(strangersKey),
      "a key brought along": await new SignJWT(claims).setProtectedHeader({ alg: "ES256", jwk: await exportJWK(stranger.publicKey) }).sign(strangersKey),
      "a key from elsewhere": await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "two", jku: "http://127.0.0.1:1/keys" }).sign(strangersKey),
      expired: await auth.sign(id, { exp: nowSeconds() - 60 }), "not valid yet": await auth.sign(id, { nbf: nowSeconds() + 600 }), "without an expiry": await auth.sign(id, { exp: undefined }),
      "of another issuer": await auth.sign(id, { iss: "https://elsewhere.example/auth/v1" }), "for another audience": await auth.sign(id, { aud: "something else" }), "without an audience": await auth.sign(id, { aud: undefined }),
      "of the service role": await auth.sign(id, { role: "service_role" }), "of the anonymous role": await auth.sign(id, { role: "anon" }), "of somebody anonymous": await auth.sign(id, { is_anonymous: true }),
      "of nobody": await auth.sign("", { sub: undefined }), "of no uuid": await auth.sign("1 or 1=1"), "without a session": await auth.sign(id, { session_id: undefined }), "of the other project": await (auth === shared ? published : shared).sign(id),
      "five parts": `${good}.a.b`, "no token at all": "x".repeat(40), "our own access token": `at_${"x".repeat(43)}`,
    };
    const outcomes = await Promise.all(Object.entries(forged).map(async ([name, token]) => [name, await exchange(token).then(() => "in", (error: { code?: string }) => error.code)]));
    expect(outcomes.filter(([, outcome]) => outcome !== "invalid_credentials")).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(25);
    expect(await inspect(sql`select count(*) as count from sessions where user_id = ${id} and user_agent = 'An app'`)).toEqual([{ count: 0 }]);
    await exchange(good);
  });
});

test("a token from before a new password, or before signing out everywhere else, opens nothing; one from after does", async () => {
  changeEnv({ SUPABASE_URL: shared.url, SUPABASE_ANON_KEY: shared.anonKey, SUPABASE_SERVICE_KEY: shared.serviceKey, SUPABASE_JWT_SECRET: shared.jwtSecret ?? undefined });
  for (const change of [
    (member: Awaited<ReturnType<typeof makeMember>>) => changePassword(member.ctx, { currentPassword: member.password, newPassword: "another long phrase of words" }),
    (member: Awaited<ReturnType<typeof makeMember>>) => endOtherSessions(member.ctx),
  ]) {
    const member = await makeMember();
    for (const account of shared.accounts.values()) account.confirmedAt ??= new Date().toISOString();
    const token = await shared.sign(member.actor.userId ?? "");
    await exchange(token);
    await change(member);
    await expect(exchange(token)).rejects.toMatchObject(refused);
    await exchange(await shared.sign(member.actor.userId ?? "", { iat: nowSeconds() + 2 }));
  }
});

test("where identity is our own, no token of Supabase opens anything", async () => {
  const member = await makeMember();
  changeEnv({ AUTH_PROVIDER: undefined });
  await expect(exchange(await shared.sign(member.actor.userId ?? ""))).rejects.toMatchObject(refused);
  changeEnv({ AUTH_PROVIDER: "supabase" });
});

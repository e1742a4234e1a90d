import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { makeMember, useTestDatabase } from "@/lib/testing/harness";
import { systemCtx } from "@/lib/platform/ctx";
import { rereadEnv } from "@/lib/platform/env";
import { sealSession, sessionCookieName } from "./cookie";
import { nextAuthOptions } from "./next-auth-options";
import { signUpInput } from "./schema";
import { signUp } from "./service";
import { isSessionOpen } from "./session";

useTestDatabase();
const provider = z.object({ authorize: z.custom<(given: object, request: object) => Promise<unknown>>((value) => typeof value === "function") });
const authorize = (given: object, headers: object = {}) => provider.parse(nextAuthOptions().providers[0]).authorize(given, { headers: { "user-agent": "test", ...headers } });
const signedIn = z.object({ id: z.string(), sessionId: z.string(), sessionToken: z.string() });

async function open() {
  const member = await makeMember();
  const user = signedIn.parse(await authorize(member));
  const { callbacks, events } = nextAuthOptions();
  const jwt = z.custom<(given: object) => Promise<Record<string, unknown>>>().parse(callbacks?.jwt);
  const session = z.custom<(given: object) => Promise<{ user?: object }>>().parse(callbacks?.session);
  const signOut = z.custom<(given: object) => Promise<void>>().parse(events?.signOut);
  return { member, token: await jwt({ token: { sub: "anybody", email: "x@example.test" }, user }), jwt, session, signOut };
}

test("what is wrong is answered as nobody", async () => {
  const member = await makeMember();
  for (const given of [{}, { email: member.email }, { email: member.email, password: "wrong phrase" }, { email: "nobody@example.test", password: "wrong phrase" }, { email: "x".repeat(10_000), password: "y" }]) expect(await authorize(given)).toBeNull();
});

test("the cookie holds the session and nothing of the person", async () => {
  const { token, member } = await open();
  expect(Object.keys(token).sort()).toEqual(["sessionId", "sessionToken", "sub"]);
  expect(JSON.stringify(token)).not.toContain(member.email);
});

test("signing out ends the row behind the cookie", async () => {
  const { token, session, signOut } = await open();
  expect((await session({ session: { user: {}, expires: "" }, token })).user).toBeDefined();
  await signOut({ token });
  expect((await session({ session: { user: {}, expires: "" }, token })).user).toBeUndefined();
});

test("signing in ends the session that the browser had, and no other; one that is refused ends none", async () => {
  const member = await makeMember();
  const before = signedIn.parse(await authorize(member));
  const elsewhere = signedIn.parse(await authorize(member));
  const cookie = `${sessionCookieName()}=${await sealSession({ userId: before.id, ...before })}`;
  expect(await authorize({ ...member, password: "wrong phrase" }, { cookie })).toBeNull();
  expect(await isSessionOpen(before.sessionToken)).toBe(true);
  const after = signedIn.parse(await authorize(member, { cookie }));
  expect(await Promise.all([before, elsewhere, after].map(({ sessionToken }) => isSessionOpen(sessionToken)))).toEqual([false, true, true]);
});

test("a password is the same whichever way its letters were typed, at the page and by the interface, and otherwise as it is", async () => {
  const composed = `Ünder den Brücken ${"x".repeat(60)}`;
  const email = `${randomUUID()}@example.test`;
  await signUp(systemCtx(), signUpInput.parse({ email, password: composed.normalize("NFD") }));
  for (const form of ["NFC", "NFD"]) expect(await authorize({ email, password: composed.normalize(form) })).not.toBeNull();
  for (const other of [composed.toLowerCase(), composed.slice(0, 72), ` ${composed}`, `${composed} `]) expect(await authorize({ email, password: other })).toBeNull();
});

test("cookies are __Host-, Secure, HttpOnly and Lax by https, and named otherwise by http", () => {
  const options = { httpOnly: true, sameSite: "lax", path: "/" };
  expect(nextAuthOptions().cookies).toEqual({ sessionToken: { name: "parley.session", options: { ...options, secure: false } }, callbackUrl: { name: "parley.callback", options: { ...options, secure: false } } });
  process.env.PARLEY_URL = "https://voice.example";
  rereadEnv();
  expect(nextAuthOptions().cookies).toEqual({ sessionToken: { name: "__Host-parley.session", options: { ...options, secure: true } }, callbackUrl: { name: "__Host-parley.callback", options: { ...options, secure: true } } });
  delete process.env.PARLEY_URL;
  rereadEnv();
});

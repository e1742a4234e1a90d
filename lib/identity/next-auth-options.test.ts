import { expect, test } from "@jest/globals";
import { z } from "zod";
import { makeMember, useTestDatabase } from "@/lib/testing/harness";
import { rereadEnv } from "@/lib/platform/env";
import { nextAuthOptions } from "./next-auth-options";

useTestDatabase();
const provider = z.object({ authorize: z.custom<(given: object, request: object) => Promise<unknown>>((value) => typeof value === "function") });
const authorize = (given: object) => provider.parse(nextAuthOptions().providers[0]).authorize(given, { headers: { "user-agent": "test" } });
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

test("the cookie is __Host-, Secure, HttpOnly and Lax by https, and named otherwise by http", () => {
  expect(nextAuthOptions().cookies?.sessionToken).toEqual({ name: "parley.session", options: { httpOnly: true, sameSite: "lax", path: "/", secure: false } });
  process.env.PARLEY_URL = "https://voice.example";
  rereadEnv();
  expect(nextAuthOptions().cookies?.sessionToken).toEqual({ name: "__Host-parley.session", options: { httpOnly: true, sameSite: "lax", path: "/", secure: true } });
  delete process.env.PARLEY_URL;
  rereadEnv();
});

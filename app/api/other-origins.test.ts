/** Made from the list of operations: what a page of another origin can make a signed-in person's browser send does nothing, and what only asks changes nothing. */
import { beforeAll, expect, test } from "@jest/globals";
import { NextRequest } from "next/server";
import { z } from "zod";
import { operationExample } from "@/lib/api/examples";
import { operations } from "@/lib/api/openapi";
import { changeEnv, publicOrigin } from "@/lib/platform/env";
import { isAllowedOrigin } from "@/lib/platform/origin";
import type { Operation } from "@/lib/platform/operation";
import { askDoor, everything } from "@/lib/testing/doors";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { lookAlikes } from "@/lib/testing/security/http-surface/origins";
import { POST as signInLibrary } from "./auth/[...nextauth]/route";

useTestDatabase();
const elsewhere = "https://app.example.org";
let owner: TestMember;
let admin: TestMember;
beforeAll(async () => {
  changeEnv({ ALLOWED_ORIGINS: elsewhere });
  owner = await makeMember();
  admin = await makeMember({ admin: true });
});
const member = (operation: Operation): TestMember => (operation.access === "platform-admin" ? admin : owner);
const changing = operations.filter(({ method }) => method !== "GET");

const evil = "https://evil.test";
test.each<[origin: string, type: string, body: string | null]>([[evil, "application/json", null], ["null", "application/json", null], ["", "application/json", null], [`${elsewhere}.evil.test`, "application/json", null], ["http://app.example.org", "application/json", null], [evil, "text/plain", null], [evil, "application/x-www-form-urlencoded", "a=b"], [evil, "multipart/form-data; boundary=x", "--x--\r\n"]])("a page of '%s' that sends %s with the session's cookie is refused by every operation that changes something", async (origin, type, body) => {
  const before = await everything();
  const answers = [];
  for (const operation of changing) {
    const response = await askDoor(operation, { as: member(operation), body: body ?? operationExample(operation).body ?? {}, headers: { origin, "content-type": type, "sec-fetch-site": "cross-site" } });
    const told = z.looseObject({ code: z.string().optional(), error: z.object({ code: z.string() }).optional() }).parse(await response.json());
    answers.push([operation.id, response.status, told.code ?? told.error?.code, response.headers.get("access-control-allow-origin"), response.headers.get("vary")]);
  }
  expect(answers).toEqual(changing.map(({ id }) => [id, 403, "origin_not_allowed", null, "Origin"]));
  expect(await everything()).toEqual(before);
}, 120_000);

test("an origin is allowed letter for letter: nothing that looks like the listed one or our own is", () => {
  const [ours, host] = [publicOrigin(), new URL(publicOrigin()).host];
  expect(lookAlikes(elsewhere).concat(lookAlikes(ours), "").filter((origin) => isAllowedOrigin(origin, host))).toEqual([]);
  expect([elsewhere, ours].map((origin) => isAllowedOrigin(origin, host))).toEqual([true, true]);
  expect(isAllowedOrigin("https://voice.example", "voice.example")).toBe(true);
});

test("where people come by https, a page of the same host by http is not ours", () => {
  changeEnv({ PARLEY_URL: "https://voice.example" });
  try {
    expect(["https://voice.example", "http://voice.example", "https://voice.example.evil.test"].map((origin) => isAllowedOrigin(origin, "voice.example"))).toEqual([true, false, false]);
  } finally { changeEnv({ PARLEY_URL: undefined }); }
});

// That somebody looked is written down where the look itself is of account: the log of what administrators read.
const unlogged = async () => z.array(z.tuple([z.string(), z.unknown()])).parse(await everything()).filter(([table]) => table !== "audit_events");
test("whatever is only asked for changes nothing but the log of it, whoever asks", async () => {
  const asking = operations.filter(({ method }) => method === "GET");
  expect(asking.length).toBeGreaterThan(30);
  const before = await unlogged();
  for (const operation of asking) for (const as of [member(operation), null]) await (await askDoor(operation, { as })).arrayBuffer();
  expect(await unlogged()).toEqual(before);
}, 120_000);

test.each(["", "null", "https://evil.test", `${publicOrigin()}.evil.test`])("the sign-in library takes no form from '%s'", async (origin) => {
  const before = await everything();
  const request = new NextRequest(`${publicOrigin()}/api/auth/signout`, { method: "POST", headers: { ...(origin ? { origin } : {}), host: new URL(publicOrigin()).host, cookie: owner.cookie }, body: "csrfToken=x" });
  const answer = await signInLibrary(request, { params: Promise.resolve({ nextauth: ["signout"] }) });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  expect(await everything()).toEqual(before);
});

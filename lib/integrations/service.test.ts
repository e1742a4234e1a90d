import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { startJsonServer, type JsonServer } from "@/lib/testing/json-server";
import { toolQuery } from "@/lib/tools/schema";
import { createTool, listTools, testTool, updateTool } from "@/lib/tools/service";
import { resealInstallations } from "./reseal";
import { installationQuery, integrationQuery, type GivenSettings } from "./schema";
import { approveInstallation, createInstallation, deleteInstallation, getIntegration, listInstallations, listIntegrations, updateInstallation } from "./service";
import { watchInstallations } from "./watch";

useTestDatabase();
const place = mkdtempSync(join(tmpdir(), "parley-integrations-"));
const folder = join(place, "folder");
let server: JsonServer, other: JsonServer;
let ctx: Ctx;

beforeAll(async () => { [server, other] = await Promise.all([startJsonServer(), startJsonServer()]); });
beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `${server.host},${other.host}`, INTEGRATIONS_DIR: folder });
  await inspect(sql`delete from installations`);
  ({ ctx } = await makeMember());
  server.requests.length = 0;
  other.requests.length = 0;
});
afterAll(async () => { await Promise.all([server.stop(), other.stop()]); rmSync(place, { recursive: true, force: true }); });

const stock = (changes: object = {}) => ({
  format: "parley.integration/1", name: "stock", title: "Stock", description: "Whether something is there.", version: "1.0.0", kind: "tool",
  settings: [{ name: "address", title: "Address", kind: "url" }, { name: "token", title: "Token", kind: "secret" }], scopes: ["network:{settings.address}", "secrets"],
  tools: [{
    name: "in_stock", description: "Whether a thing is there.", parameters: { type: "object", properties: { thing: { type: "string", description: "Its number." } }, required: ["thing"], additionalProperties: false },
    request: { method: "POST", url: "{settings.address}/things/{arguments.thing}", headers: { authorization: "Bearer {secrets.token}" }, body: { thing: "{arguments.thing}" } },
  }],
  ...changes,
});
const put = (manifest: object, file = "stock.json") => { writeFileSync(join(folder, file), JSON.stringify(manifest)); };
const catalogue = () => listIntegrations(ctx, integrationQuery.parse({}));
const installations = async (as = ctx) => (await listInstallations(as, installationQuery.parse({}))).items;
const tools = async (as = ctx) => (await listTools(as, toolQuery.parse({}))).items;
const entered = () => ({ address: `${server.origin}/api`, token: "only-tests-use-this-token" });
async function install(name = "stock", settings: GivenSettings = entered()) {
  const { hash } = await getIntegration(ctx, { name });
  return createInstallation(ctx, { name, hash, settings });
}
const use = async (thing: string) => testTool(ctx, { toolId: (await tools())[0]?.id ?? "", arguments: { thing } });

test("a file that is put into the folder is there at once, with what it asks for in words", async () => {
  expect((await catalogue()).items.map(({ name }) => name)).not.toContain("stock");
  put(stock());
  const found = (await catalogue()).items.find(({ name }) => name === "stock");
  expect(found).toMatchObject({ source: "folder", scopes: [{ scope: "network:{settings.address}", words: "Sends requests to the address that you enter under “Address”, and to no other." }, { scope: "secrets" }] });
});

test("files at fault are named with their fault and harm nothing else", async () => {
  put(stock());
  writeFileSync(join(folder, "broken.json"), "{");
  writeFileSync(join(folder, "large.json"), "x".repeat(10 * 1_048_576));
  put(stock({ name: "http-request" }), "http-request.json");
  put(stock({ name: "other" }), "another.json");
  put(stock({ name: "plain", scopes: ["network:example.org", "secrets"], settings: [stock().settings[1]], tools: [{ ...stock().tools[0], request: { method: "GET", url: "http://example.org/x", headers: { authorization: "{secrets.token}" } } }] }), "plain.json");
  put(stock({ name: "inside", scopes: ["network:10.0.0.1", "secrets"], settings: [stock().settings[1]], tools: [{ ...stock().tools[0], request: { method: "GET", url: "https://10.0.0.1/x", headers: { authorization: "{secrets.token}" } } }] }), "inside.json");
  writeFileSync(join(place, "outside.json"), JSON.stringify(stock({ name: "outside" })));
  symlinkSync(join(place, "outside.json"), join(folder, "outside.json"));
  symlinkSync("/dev/zero", join(folder, "zero.json"));
  mkdirSync(join(folder, "directory.json"));
  execFileSync("mkfifo", [join(folder, "pipe.json")]);
  writeFileSync(join(folder, ".hidden.json"), "{");
  writeFileSync(join(folder, "notes.txt"), "{");
  const { items, faulty } = await catalogue();
  expect(Object.fromEntries(faulty.map(({ file, fault }) => [file, fault]))).toEqual({
    "broken.json": expect.stringMatching(/not valid JSON/), "large.json": expect.stringMatching(/larger than 64 kB/), "http-request.json": expect.stringMatching(/ships with Parley/), "another.json": expect.stringMatching(/must be called other\.json/),
    "plain.json": expect.stringMatching(/https/), "inside.json": expect.stringMatching(/private network/), "outside.json": expect.stringMatching(/outside the folder/), "zero.json": expect.stringMatching(/outside the folder/),
    "directory.json": expect.stringMatching(/not a file/), "pipe.json": expect.stringMatching(/not a file/),
  });
  expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(["stock", "http-request", "calendar"]));
  expect(items.find(({ name }) => name === "http-request")?.source).toBe("shipped");
});

test("a link within the folder is a file of it, as orchestrators mount them", async () => {
  mkdirSync(join(folder, "..data"));
  writeFileSync(join(folder, "..data", "stock.json"), JSON.stringify(stock()));
  symlinkSync(join("..data", "stock.json"), join(folder, "stock.json"));
  expect((await catalogue()).items.map(({ name }) => name)).toContain("stock");
});

test("only what was shown is installed: another hash is refused and makes nothing", async () => {
  put(stock());
  const { hash } = await getIntegration(ctx, { name: "stock" });
  put(stock({ description: "Now something else." }));
  await expect(createInstallation(ctx, { name: "stock", hash, settings: entered() })).rejects.toMatchObject({ code: "precondition_failed" });
  expect([await installations(), await tools()]).toEqual([[], []]);
});

test("an installation shows what was entered, of secrets the last four, and its tool works", async () => {
  put(stock());
  const made = await install();
  expect(made).toMatchObject({ state: "installed", opens: true, values: { address: `${server.origin}/api` }, secrets: [{ name: "token", lastFour: "oken" }], tools: ["in_stock"] });
  expect(await use("7")).toMatchObject({ outcome: "answered" });
  expect(server.requests[0]).toMatchObject({ url: "/api/things/7", headers: { authorization: "Bearer only-tests-use-this-token" } });
  const everything = [await inspect(sql`select * from installations`), await inspect(sql`select * from tools`), await inspect(sql`select * from audit_events`), await installations(), await tools()];
  expect(JSON.stringify(everything)).not.toContain("only-tests-use-this");
});

const hostile = [
  "../../admin", "..", ".", "%2e%2e", "/", "//evil.example", "\\\\evil.example", "https://evil.example/", "@evil.example", ":80@evil.example", "#", "?x=1", "a/b", "x\r\nhost: evil.example", "x\r\nauthorization: none", "{secrets.token}", "{settings.address}", "{arguments.thing}", "\u0000", "ü€", "",
];
test("whatever an argument is, the request goes to the same host and the same place of it, with the same header names and credentials", async () => {
  put(stock());
  await install();
  for (const thing of hostile) await use(thing);
  expect(server.requests.length).toBeGreaterThan(10);
  for (const { url, method, headers } of server.requests) {
    expect(url).toMatch(/^\/api\/things\/[^/?#]*$/);
    expect([method, headers.host, headers.authorization, Object.keys(headers).sort()]).toEqual(["POST", server.host, "Bearer only-tests-use-this-token", Object.keys(server.requests[0]?.headers ?? {}).sort()]);
  }
  expect(other.requests).toEqual([]);
  expect(server.requests.map(({ body }) => body).join("")).not.toContain("only-tests-use-this");
});

test.each([
  ["nothing", {}, ["settings.address", "settings.token"]], ["a setting that there is not", { extra: "x" }, ["settings.extra"]], ["what every object has", { constructor: "x" }, ["settings.constructor"]],
  ["no address", { address: "here" }, ["settings.address"]], ["a script", { address: "javascript:alert(1)" }, ["settings.address"]], ["a private address", { address: "https://192.168.1.1/" }, ["settings.address"]], ["plain http", { address: "http://example.org/" }, ["settings.address"]],
  ["a password in the address", { address: "https://user:pass@example.org/" }, ["settings.address"]], ["a query", { address: "https://example.org/?a=1" }, ["settings.address"]], ["a fragment", { address: "https://example.org/#x" }, ["settings.address"]],
  ["a secret of two lines", { token: "a\r\nhost: b" }, ["settings.token"]], ["an empty secret", { token: " " }, ["settings.token"]], ["null for what is required", { token: null }, ["settings.token"]],
])("%s is refused by the name of the setting, and nothing is installed", async (name, given, paths) => {
  put(stock());
  const settings = name === "nothing" ? {} : { ...entered(), ...given };
  const refused: unknown = await install("stock", settings).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "validation_failed", options: { errors: paths.map((path) => ({ path })) } });
  expect([await installations(), await tools()]).toEqual([[], []]);
});

test("what is changed is changed, the rest stays, and a secret need not be entered again", async () => {
  put(stock());
  const { id } = await install();
  const after = await updateInstallation(ctx, { installationId: id, settings: { address: `${other.origin}/v2` } });
  expect(after).toMatchObject({ values: { address: `${other.origin}/v2` }, secrets: [{ name: "token" }] });
  await use("7");
  expect([server.requests.length, other.requests.map(({ url, headers }) => [url, headers.authorization])]).toEqual([0, [["/v2/things/7", "Bearer only-tests-use-this-token"]]]);
  await updateInstallation(ctx, { installationId: id, settings: { token: "another-token-of-tests" } });
  await use("8");
  expect(other.requests[1]?.headers.authorization).toBe("Bearer another-token-of-tests");
});

test("a manifest that changes switches its tools off, whoever switches them on, until the difference is approved by its hash", async () => {
  put(stock());
  const { id, hash } = await install();
  const before = stock().tools[0];
  put(stock({ version: "2.0.0", settings: [...stock().settings, { name: "to", title: "Team", kind: "text" }], scopes: ["handover", "mail", "network:{settings.address}", "secrets"], tools: [{ ...before, description: "Otherwise." }, { name: "mail_team", description: "Mails.", parameters: { type: "object", properties: { message: { type: "string", description: "What." } }, required: ["message"] }, runner: "handover-mail" }] }));
  expect(await watchInstallations(systemCtx())).toEqual({ switchedOff: 1, switchedOn: 0 });
  const [tool] = await tools();
  expect(tool).toMatchObject({ enabled: false, description: "Whether a thing is there." });
  await updateTool(ctx, { toolId: tool?.id ?? "", enabled: true });
  await watchInstallations(systemCtx());
  expect((await tools())[0]?.enabled).toBe(false);
  const [seen] = await installations();
  expect(seen).toMatchObject({ state: "changed", version: "1.0.0", update: { version: "2.0.0", scopesAdded: [{ scope: "handover" }, { scope: "mail" }], scopesDropped: [], toolsAdded: ["mail_team"], toolsChanged: ["in_stock"], toolsDropped: [] } });
  await expect(updateInstallation(ctx, { installationId: id, settings: { address: other.origin } })).rejects.toMatchObject({ code: "conflict" });
  await expect(approveInstallation(ctx, { installationId: id, hash, settings: {} })).rejects.toMatchObject({ code: "precondition_failed" });
  const now = seen?.update?.hash ?? "";
  await expect(approveInstallation(ctx, { installationId: id, hash: now, settings: {} })).rejects.toMatchObject({ code: "validation_failed" });
  expect((await tools()).map(({ name, enabled }) => [name, enabled])).toEqual([["in_stock", false]]);
  expect(await approveInstallation(ctx, { installationId: id, hash: now, settings: { to: "team@example.org" } })).toMatchObject({ state: "installed", version: "2.0.0", update: null });
  expect((await tools()).map(({ name, enabled, description }) => [name, enabled, description])).toEqual([["in_stock", true, "Otherwise."], ["mail_team", true, "Mails."]]);
  expect(await watchInstallations(systemCtx())).toEqual({ switchedOff: 0, switchedOn: 0 });
  const actions = (await inspect(sql`select action from audit_events where target_id = ${id} order by sequence`)).map(({ action }) => action);
  expect(actions).toEqual(["integration.installed", "integration.switched_off", "integration.approved"]);
});

test("a file that is gone or broken switches its tools off; put back as it was, it is what was agreed to", async () => {
  put(stock());
  const { id } = await install();
  rmSync(join(folder, "stock.json"));
  expect(await watchInstallations(systemCtx())).toEqual({ switchedOff: 1, switchedOn: 0 });
  expect([(await installations())[0]?.state, (await tools())[0]?.enabled]).toEqual(["missing", false]);
  await expect(approveInstallation(ctx, { installationId: id, hash: "0".repeat(64), settings: {} })).rejects.toMatchObject({ code: "conflict" });
  writeFileSync(join(folder, "stock.json"), "{");
  expect((await installations())[0]?.state).toBe("missing");
  put(stock());
  expect(await watchInstallations(systemCtx())).toEqual({ switchedOff: 0, switchedOn: 1 });
  expect([(await installations())[0]?.state, (await tools())[0]?.enabled]).toEqual(["installed", true]);
});

test("uninstalling takes the tools along, and leaves those that others made", async () => {
  put(stock());
  const { id } = await install();
  await createTool(ctx, { name: "mine", description: "Mine.", parameters: { type: "object", properties: {} }, request: { method: "GET", url: "https://example.org/", headers: {}, body: null }, settings: {}, secrets: {}, timeoutMs: 1_000, filler: "", fillerAfterMs: 1_000, enabled: true });
  await deleteInstallation(ctx, { installationId: id });
  expect([await installations(), (await tools()).map(({ name }) => name)]).toEqual([[], ["mine"]]);
  await expect(deleteInstallation(ctx, { installationId: id })).rejects.toMatchObject({ code: "not_found" });
});

test("it is installed once, and where a tool of the name is there nothing is", async () => {
  put(stock());
  await install();
  await expect(install()).rejects.toMatchObject({ code: "conflict" });
  put(stock({ name: "twin" }), "twin.json");
  await expect(install("twin")).rejects.toMatchObject({ code: "name_taken" });
  expect([(await installations()).length, (await tools()).length]).toEqual([1, 1]);
});

test("of ten that install it at once one does", async () => {
  put(stock());
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => install()));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect([(await installations()).length, (await tools()).length]).toEqual([1, 1]);
});

test("another workspace sees no installation, and changes none", async () => {
  put(stock());
  const { id } = await install();
  const { ctx: stranger } = await makeMember();
  expect([await installations(stranger), await tools(stranger)]).toEqual([[], []]);
  const { hash } = await getIntegration(stranger, { name: "stock" });
  await expect(updateInstallation(stranger, { installationId: id, settings: {} })).rejects.toMatchObject({ code: "not_found" });
  await expect(approveInstallation(stranger, { installationId: id, hash, settings: {} })).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteInstallation(stranger, { installationId: id })).rejects.toMatchObject({ code: "not_found" });
  expect((await installations()).map((each) => each.id)).toEqual([id]);
});

test("secrets are sealed anew by a rotation, and a lost key is said", async () => {
  put(stock());
  await install();
  changeEnv({ ENCRYPTION_KEYS: "a-newer-key-that-only-tests-ever-use-12345" });
  expect(await resealInstallations(systemCtx())).toMatchObject({ resealed: 1, unopened: [] });
  expect((await installations())[0]?.opens).toBe(true);
  changeEnv({ ENCRYPTION_KEYS: undefined });
  expect((await installations())[0]?.opens).toBe(false);
});

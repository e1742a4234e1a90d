import { readFileSync } from "node:fs";
/** Every integration that ships, installed and used against a real server on loopback. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";
import { deliverMails } from "@/lib/mail/service";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { listProviderKeys, setProviderKey, testProviderKey } from "@/lib/provider-keys/service";
import { startFaultUpstream, type FaultUpstream } from "@/lib/testing/fault-upstream";
import { startCaldavServer, type CaldavServer } from "@/lib/testing/caldav-server";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { startJsonServer, type JsonServer } from "@/lib/testing/json-server";
import { startMailSink, type MailSink } from "@/lib/testing/mail-sink";
import { chooseMcpTool, discoverMcpTools, listMcpServers } from "@/lib/tools/mcp-service";
import { mcpServerQuery, toolQuery } from "@/lib/tools/schema";
import { listTools, testTool } from "@/lib/tools/service";
import { readCatalogue, shippedHashes } from "./catalogue";
import { integrationFiles } from "./generate";
import type { GivenSettings } from "./schema";
import { createInstallation, deleteInstallation, getIntegration } from "./service";

useTestDatabase();
let server: JsonServer, calendar: CaldavServer, mails: MailSink, upstream: FaultUpstream;
let ctx: Ctx;

beforeAll(async () => { [server, calendar, mails, upstream] = await Promise.all([startJsonServer(), startCaldavServer(), startMailSink(), startFaultUpstream()]); });
beforeEach(async () => {
  changeEnv({ ALLOWED_PRIVATE_HOSTS: [server.host, calendar.host, new URL(upstream.origin).host].join(","), INTEGRATIONS_DIR: "/nowhere", SMTP_URL: mails.url, MAIL_FROM: "Parley <parley@example.org>" });
  ({ ctx } = await makeMember());
  server.requests.length = 0;
  server.answer = { status: 200, body: { ok: true } };
  Object.assign(calendar, { fault: null, expands: true });
  calendar.objects.clear();
  calendar.requests.length = 0;
});
afterAll(async () => { await Promise.all([server.stop(), calendar.stop(), mails.stop(), upstream.close()]); });

async function install(name: string, settings: GivenSettings): Promise<string> {
  const { hash } = await getIntegration(ctx, { name });
  return (await createInstallation(ctx, { name, hash, settings })).id;
}
/** As a call would have it. */
async function use(name: string, given: Record<string, string | number>) {
  const { items } = await listTools(ctx, toolQuery.parse({}));
  const { outcome, output } = await testTool(ctx, { toolId: items.find((tool) => tool.name === name)?.id ?? "", arguments: given });
  const parsed = JSON.parse(output) as { data?: unknown; error?: string };
  return { outcome, output, data: parsed.data };
}

test("every shipped manifest is the one whose hash is in the lock, and at least five kinds of thing ship", async () => {
  const { entries, faults } = await readCatalogue();
  expect(faults).toEqual([]);
  expect(entries.map(({ manifest }) => manifest.name).sort()).toEqual(Object.keys(await shippedHashes()).sort());
  expect(new Set(entries.map(({ manifest }) => manifest.kind))).toEqual(new Set(["tool", "mcp", "provider"]));
  for (const [file, value] of Object.entries(await integrationFiles())) expect([file, JSON.parse(readFileSync(file, "utf8"))]).toEqual([file, value]);
});

test("web search asks the configured server for JSON, and only what was asked for", async () => {
  await install("web-search", { address: `${server.origin}/`, language: "de" });
  server.answer = { status: 200, body: { results: [{ title: "Opening times", url: "https://example.org", content: "Nine to five" }] } };
  const found = await use("search_web", { question: "when & where? {secrets.x} ../#" });
  expect(found).toMatchObject({ outcome: "answered", data: { results: [{ title: "Opening times" }] } });
  const [asked] = server.requests;
  const url = new URL(asked?.url ?? "", server.origin);
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual(["/search", { q: "when & where? {secrets.x} ../#", format: "json", language: "de" }]);
  expect(server.requests).toHaveLength(1);
});

test("a lead goes to the CRM's webhook with the caller's words, and the address is told to nobody", async () => {
  await install("crm-webhook", { webhook: `${server.origin}/hooks/very-secret-key?token={arguments.name}`, source: "Telephone" });
  const sent = await use("send_lead", { name: "Ada", contact: "+49 30 1", wish: "A quote, \"soon\"" });
  expect(sent).toMatchObject({ outcome: "answered", data: { sent: true } });
  expect(server.requests[0]).toMatchObject({ method: "POST", url: "/hooks/very-secret-key?token={arguments.name}" });
  expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({ name: "Ada", contact: "+49 30 1", wish: "A quote, \"soon\"", source: "Telephone" });
  server.answer = { status: 500, body: { secret: "very-secret-key" } };
  const failed = await use("send_lead", { name: "Ada", contact: "1", wish: "w" });
  expect(failed.outcome).toBe("failed");
  expect(failed.output).not.toContain("very-secret-key");
  expect(JSON.stringify(await listTools(ctx, toolQuery.parse({})))).not.toContain("very-secret");
});

test("Slack's webhook gets a message in blocks of plain text, in which a caller's marks mean nothing", async () => {
  await install("handover-slack", { webhook: `${server.origin}/services/T000/B000/XXXX` });
  await use("message_team", { message: "<!channel> call me", contact: "Ada, 1" });
  const { blocks } = JSON.parse(server.requests[0]?.body ?? "") as { blocks: { text: { type: string; text: string } }[] };
  expect(blocks.map(({ text }) => text)).toEqual([{ type: "plain_text", text: "Message from a caller: <!channel> call me" }, { type: "plain_text", text: "Reach them at: Ada, 1" }]);
});

test("an HTTP request carries the secret where one was entered, and no header where none was", async () => {
  const id = await install("http-request", { address: `${server.origin}/parley`, authorization: "Bearer only-tests-use-this" });
  server.answer = { status: 200, body: { order: "on its way" } };
  expect(await use("ask_service", { question: "order 7" })).toMatchObject({ outcome: "answered", data: { order: "on its way" } });
  await use("tell_service", { subject: "New address", details: "Main street 1" });
  expect(server.requests.map(({ method, url, headers, body }) => [method, url, headers.authorization, body === "" ? null : JSON.parse(body)])).toEqual([
    ["GET", "/parley?question=order%207", "Bearer only-tests-use-this", null],
    ["POST", "/parley", "Bearer only-tests-use-this", { subject: "New address", details: "Main street 1" }],
  ]);
  await deleteInstallation(ctx, { installationId: id });
  await install("http-request", { address: `${server.origin}/parley` });
  await use("ask_service", { question: "order 7" });
  expect(server.requests[2]?.headers.authorization).toBeUndefined();
});

test("a message by mail goes to the configured address and to nobody else, with what the caller said as text", async () => {
  await install("handover-mail", { to: "team@example.org" });
  expect(await use("mail_team", { message: "<b>Call me</b>\nsoon", contact: "ada@example.org" })).toMatchObject({ outcome: "answered", data: { passedOn: true, byMail: true } });
  await deliverMails(systemCtx(), () => Promise.resolve(null));
  const [mail] = mails.mails.splice(0);
  expect(mail).toMatchObject({ to: "team@example.org", subject: "A message from a caller" });
  expect(mail?.text).toContain("<b>Call me</b>\nsoon");
  expect(mail?.html).not.toContain("<b>Call me");
  expect(mails.mails).toHaveLength(0);
  for (let sent = 1; sent < 20; sent += 1) await use("mail_team", { message: "again", contact: "x" });
  expect((await use("mail_team", { message: "once too often", contact: "x" })).outcome).toBe("failed");
  expect(await inspect(sql`select count(*)::int as count from mails where kind = 'caller-message'`)).toEqual([{ count: 20 }]);
});

const event = (lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "SUMMARY:Private matter", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n");
const atCalendar = () => install("calendar", { address: calendar.address, user: calendar.user, password: calendar.password });

test("a calendar says when it is taken, by the caller's clock, and nothing of what for", async () => {
  await atCalendar();
  calendar.objects.set("a.ics", event(["DTSTART:20300105T090000Z", "DTEND:20300105T100000Z"]));
  calendar.objects.set("b.ics", event(["DTSTART:20300105T093000Z", "DTEND:20300105T110000Z"]));
  calendar.objects.set("c.ics", event(["DTSTART:20300105T140000Z", "DTEND:20300105T150000Z", "TRANSP:TRANSPARENT"]));
  calendar.objects.set("d.ics", event(["DTSTART:20300105T160000Z", "DTEND:20300105T170000Z", "STATUS:CANCELLED"]));
  calendar.objects.set("e.ics", event(["DTSTART;VALUE=DATE:20300106", "DTEND;VALUE=DATE:20300107"]));
  const answer = await use("busy_times", { from: "2030-01-05T00:00:00+01:00", to: "2030-01-07T12:00:00+01:00" });
  expect(answer).toMatchObject({ outcome: "answered", data: { busy: [{ from: "2030-01-05T10:00+01:00", to: "2030-01-05T12:00+01:00" }, { from: "2030-01-06T00:00+01:00", to: "2030-01-07T00:00+01:00" }] } });
  expect(answer.output).not.toContain("Private");
});

test.each([true, false])("what recurs is found whether the server expands it (%s) or not", async (expands) => {
  await atCalendar();
  calendar.expands = expands;
  calendar.objects.set("a.ics", event(["DTSTART:20291231T090000Z", "DTEND:20291231T093000Z", "RRULE:FREQ=DAILY"]));
  const answer = await use("busy_times", { from: "2030-01-05T00:00:00Z", to: "2030-01-07T00:00:00Z" });
  expect(answer.data).toMatchObject({ busy: [{ from: "2030-01-05T09:00+00:00", to: "2030-01-05T09:30+00:00" }, { from: "2030-01-06T09:00+00:00", to: "2030-01-06T09:30+00:00" }] });
});

test("an appointment is booked once: of two callers who want the same time one gets it", async () => {
  await atCalendar();
  const ask = { start: "2030-01-05T10:00:00+01:00", minutes: 30, title: "Visit;\r\nATTENDEE:mailto:thief@example.org", contact: "Ada, 1" };
  const both = await Promise.all([use("book_appointment", ask), use("book_appointment", ask)]);
  expect(both.map(({ data }) => (data as { booked: boolean }).booked).sort()).toEqual([false, true]);
  expect(calendar.objects.size).toBe(1);
  const [text = ""] = calendar.objects.values();
  expect(text).toContain("DTSTART:20300105T090000Z");
  expect(text).toContain("DTEND:20300105T093000Z");
  expect(text).not.toMatch(/^(ATTENDEE|ORGANIZER)/m);
  expect((await use("book_appointment", { ...ask, start: "2030-01-05T10:30:00+01:00" })).data).toMatchObject({ booked: true });
  expect((await use("book_appointment", { ...ask, start: "2020-01-05T10:30:00+01:00" })).outcome).toBe("failed");
});

test.each([
  ["a refused password", { status: 401 }], ["a server that is broken", { status: 500, body: "secret" }], ["a redirect", { status: 302, headers: { location: "https://elsewhere.example" } }],
  ["what is no XML", { status: 207, headers: { "content-type": "application/xml" }, body: "<d:multistatus" }],
  ["a rule without an end that never matches", { status: 207, headers: { "content-type": "application/xml" }, body: `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/calendars/team/visits/a.ics</d:href><d:propstat><d:prop><c:calendar-data>${event(["DTSTART:20200101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31"])}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>` }],
])("%s books nothing, is said in plain words, and holds up nothing", async (_name, fault) => {
  await atCalendar();
  calendar.fault = fault;
  const begun = performance.now();
  const answer = await use("book_appointment", { start: "2030-01-05T10:00:00+01:00", minutes: 30, title: "Visit" });
  expect(answer.outcome).toBe("failed");
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect(answer.output).not.toContain(calendar.password);
  expect(calendar.requests.some(({ method }) => method === "PUT")).toBe(false);
});

test("an MCP server is attached with its token; its tools are chosen one by one and go with it", async () => {
  const tokens: unknown[] = [];
  const http = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    const mcp = new McpServer({ name: "test", version: "1" });
    mcp.registerTool("add", { description: "Adds", inputSchema: { left: z.number(), right: z.number() } }, ({ left, right }) => ({ content: [{ type: "text", text: String(left + right) }] }));
    const transport = new StreamableHTTPServerTransport({});
    void mcp.connect(transport as never).then(() => transport.handleRequest(request, response));
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", () => listening()));
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  changeEnv({ ALLOWED_PRIVATE_HOSTS: host });
  const id = await install("mcp-server", { address: `http://${host}/mcp`, token: "only-tests-use-this" });
  const { items: [attached] } = await listMcpServers(ctx, mcpServerQuery.parse({}));
  expect(attached).toMatchObject({ url: `http://${host}/mcp`, installationId: id });
  const { tools: [offered] } = await discoverMcpTools(ctx, { mcpServerId: attached?.id ?? "" });
  await chooseMcpTool(ctx, { mcpServerId: attached?.id ?? "", remoteName: "add", fingerprint: offered?.fingerprint ?? "" });
  const { items: [chosen] } = await listTools(ctx, toolQuery.parse({}));
  expect((await testTool(ctx, { toolId: chosen?.id ?? "", arguments: { left: 2, right: 3 } })).output).toContain("5");
  expect(new Set(tokens)).toEqual(new Set(["Bearer only-tests-use-this"]));
  await deleteInstallation(ctx, { installationId: id });
  expect([(await listTools(ctx, toolQuery.parse({}))).items, (await listMcpServers(ctx, mcpServerQuery.parse({}))).items]).toEqual([[], []]);
  http.closeAllConnections();
  await new Promise((stopped) => http.close(stopped));
});

test("a provider becomes the workspace's, is not put in the place of another key, and goes with its integration", async () => {
  const settings = { address: `${upstream.origin}/v1`, key: "sk-only-tests-use-this" };
  const id = await install("openai-compatible", settings);
  const { items: [key] } = await listProviderKeys(ctx);
  expect(key).toMatchObject({ provider: "openai", baseUrl: settings.address });
  expect(await testProviderKey(ctx, { providerKeyId: key?.id ?? "" })).toMatchObject({ outcome: "accepted" });
  expect(upstream.requests.at(-1)?.headers.authorization).toBe("Bearer sk-only-tests-use-this");
  await deleteInstallation(ctx, { installationId: id });
  expect((await listProviderKeys(ctx)).items).toEqual([]);
  const own = await setProviderKey(ctx, { provider: "openai", key: "sk-the-workspaces-own", baseUrl: null });
  await expect(install("openai-compatible", settings)).rejects.toMatchObject({ code: "conflict" });
  expect((await listProviderKeys(ctx)).items.map((each) => each.id)).toEqual([own.id]);
});

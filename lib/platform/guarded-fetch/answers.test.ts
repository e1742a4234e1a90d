import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startWebhookReceiver, type WebhookReceiver } from "@/lib/testing/webhook-receiver";
import { createGuardedFetch } from "./client";

let upstream: WebhookReceiver;
beforeAll(async () => { upstream = await startWebhookReceiver(); });
afterAll(() => upstream.close());
const ask = () => createGuardedFetch({ allowedHosts: [upstream.host] })(upstream.url, { method: "POST", body: "x" });

test("a status that no answer can have is an error of the request and does not end the process", async () => {
  upstream.behaviour = "odd-status";
  await expect(ask()).rejects.toMatchObject({ code: "ANSWER_UNREADABLE" });
});

test("a status that allows no body is an answer without one", async () => {
  upstream.behaviour = "reset-content";
  const answer = await ask();
  expect([answer.status, answer.body]).toEqual([205, null]);
});

test("an address that may not be asked is told from one that fails, and no request is made", async () => {
  upstream.behaviour = "take";
  const before = upstream.received.length;
  await expect(createGuardedFetch({ allowedHosts: [], resolve: () => Promise.resolve(["127.0.0.1"]) })("https://hooks.example/")).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  await expect(createGuardedFetch({ allowedHosts: [] })(upstream.url)).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  expect(upstream.received).toHaveLength(before);
});

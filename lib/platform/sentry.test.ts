import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { rereadEnv } from "./env";
import { AppError } from "./errors";
import { reportError, startSentry } from "./sentry";

let server: Server;
const received: string[] = [];
let arrived = () => {};
beforeAll(async () => {
  jest.spyOn(console, "warn").mockImplementation(() => {}); // the client misses hooks that Jest's own module system does not have
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => { text += String(chunk); }).on("end", () => { received.push(text); response.end("{}"); arrived(); });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => { server.closeAllConnections(); server.close(); });

test("without a DSN nothing is loaded, and with one only the unexpected leaves, without persons", async () => {
  await startSentry();
  reportError(new Error("nowhere to go"), {});
  const address = server.address();
  process.env.SENTRY_DSN = `http://public@127.0.0.1:${typeof address === "object" && address ? address.port : 0}/1`;
  rereadEnv();
  await startSentry();
  const next = new Promise<void>((resolve) => { arrived = resolve; });
  reportError(new AppError("not_found"), {});
  reportError(Object.assign(new Error('Key (email)=(a@b.test)'), { name: "PostgresError", code: "23505", detail: "a@b.test" }), { requestId: "req_sample" });
  await next;
  const text = received.join("\n");
  expect(text).toContain("req_sample");
  expect(text).not.toContain("a@b.test");
  expect(text).not.toContain("nowhere to go");
  expect(text).not.toContain("not_found");
}, 30_000);

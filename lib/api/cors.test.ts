import { expect, test } from "@jest/globals";
import { OPTIONS as speech } from "@/app/v1/audio/speech/route";
import { OPTIONS as transcriptions } from "@/app/v1/audio/transcriptions/route";
import { OPTIONS as turns } from "@/app/api/v1/conversations/[id]/turns/route";
import { OPTIONS as pdf } from "@/app/api/v1/agents/[id]/knowledge/pdf/route";
import { config } from "@/middleware";
import { rereadEnv } from "@/lib/platform/env";

test("a page is within the middleware's reach whatever its name ends with, and an asset is not", () => {
  const reached = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);
  expect(["/talk/shop.js", "/agents/agt_1.png", "/api/v1/agents/x.js", "/"].filter((path) => !reached(path))).toEqual([]);
  expect(["/voice-worklet.js", "/icon.svg", "/_next/static/a.js"].filter(reached)).toEqual([]);
});

const before = process.env.ALLOWED_ORIGINS;
beforeAll(() => { process.env.ALLOWED_ORIGINS = "https://app.example"; rereadEnv(); });
afterAll(() => { if (before === undefined) delete process.env.ALLOWED_ORIGINS; else process.env.ALLOWED_ORIGINS = before; rereadEnv(); });

const doors = [
  ["/v1/audio/speech", speech], ["/v1/audio/transcriptions", transcriptions], ["/api/v1/conversations/cnv_1/turns", turns], ["/api/v1/agents/agt_1/knowledge/pdf", pdf],
] as const;

test.each(doors)("%s, out of the middleware's reach, answers preflights itself: the listed origin's, and nobody else's", async (path, preflight) => {
  expect(new RegExp(`^${config.matcher[0]}$`).test(path)).toBe(false);
  const ask = (origin: string) => preflight(new Request(`http://localhost:3000${path}`, { method: "OPTIONS", headers: { origin, host: "localhost:3000", "access-control-request-method": "POST" } }));
  const allowed = ask("https://app.example");
  expect([allowed.status, allowed.headers.get("access-control-allow-origin"), allowed.headers.get("vary")]).toEqual([204, "https://app.example", "Origin"]);
  expect(allowed.headers.get("access-control-allow-headers")).toContain("authorization");
  for (const origin of ["https://app.example.evil.test", "http://app.example", "null"]) expect(ask(origin).headers.has("access-control-allow-origin")).toBe(false);
});

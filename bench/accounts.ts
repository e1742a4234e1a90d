/** TIME: what the time of an answer tells about an address: known and unknown ones asked in turn, over HTTP. */
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { percentile, report } from "./figure";
import type { BenchOptions } from "./options";

const tries = 200;
/** A storm of passwords would wait for each other; one at a time is what is measured. */
type Ask = (server: RunningServer, email: string) => Promise<Response>;

const post = (path: string, body: unknown): Ask => (server) => fetch(`${server.url}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const requests: Record<string, Ask> = {
  "password reset": (server, email) => post("/api/v1/password-resets", { email })(server, email),
  "confirmation sent again": (server, email) => post("/api/v1/email-verifications", { email })(server, email),
  "sign-up": (server, email) => post("/api/v1/me", { email, password: "a boat on the river" })(server, email),
  "sign-in": signIn,
};

export async function run(options: BenchOptions): Promise<void> {
  const rounds = options.turns ?? tries;
  const server = await startServer();
  try {
    const { email: known } = await server.member();
    for (const [name, ask] of Object.entries(requests)) {
      const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
      for (let round = -5; round < rounds; round += 1) {
        for (const which of ["known", "unknown"] as const) {
          const begunMs = performance.now();
          await (await ask(server, which === "known" ? known : `nobody-${round}-${Math.random().toString(36).slice(2)}@example.com`)).text();
          if (round >= 0) times[which].push(performance.now() - begunMs);
        }
      }
      const [one, other] = [percentile(times.known, 0.5), percentile(times.unknown, 0.5)];
      report({ id: "TIME", name: `${name}: median of known less unknown addresses`, unit: "ms", goal: "< 5 ms or < 10 %", values: [one - other], tries: rounds, knownMs: Math.round(one * 100) / 100, unknownMs: Math.round(other * 100) / 100 });
    }
  } finally { await server.stop(); }
}

async function signIn(server: RunningServer, email: string): Promise<Response> {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  return fetch(`${server.url}/api/auth/callback/credentials`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams({ csrfToken, email, password: "not the password", callbackUrl: "/agents", json: "true" }) });
}

/** TIME: what the time of an answer tells about an address: known and unknown ones asked in turn, over HTTP, with each identity provider. */
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { startSupabaseAuth } from "@/lib/testing/supabase-auth-server";
import { percentile, report } from "./figure";
import type { BenchOptions } from "./options";

const tries = 200;
/** A workspace invites at most a hundred people a day. */
const invitesOfOne = 90;
const password = "a boat on the river";
interface Asker { server: RunningServer; /** Access tokens of owners, one of each workspace. */ owners: string[] }
type Ask = (asker: Asker, email: string, count: number) => Promise<Response>;

const post = (url: string, body: unknown, token?: string): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) });
/** A storm of passwords would wait for each other; one at a time is what is measured. */
const requests: Record<string, Ask> = {
  "password reset": ({ server }, email) => post(`${server.url}/api/v1/password-resets`, { email }),
  "confirmation sent again": ({ server }, email) => post(`${server.url}/api/v1/email-verifications`, { email }),
  "sign-up": ({ server }, email) => post(`${server.url}/api/v1/me`, { email, password }),
  "sign-in": ({ server }, email) => signIn(server, email),
  "invite": ({ server, owners }, email, count) => post(`${server.url}/api/v1/invites`, { email, role: "viewer", days: 7 }, owners[Math.floor(count / invitesOfOne)]),
};

export async function run(options: BenchOptions): Promise<void> {
  const auth = await startSupabaseAuth();
  try {
    await measure(options, "embedded", {});
    await measure(options, "supabase", { AUTH_PROVIDER: "supabase", SUPABASE_URL: auth.url, SUPABASE_ANON_KEY: auth.anonKey, SUPABASE_SERVICE_KEY: auth.serviceKey, SUPABASE_JWT_SECRET: auth.jwtSecret ?? "" });
  } finally { await auth.close(); }
}

async function measure(options: BenchOptions, provider: string, env: Record<string, string>): Promise<void> {
  const rounds = options.turns ?? tries;
  const server = await startServer({ env });
  const fresh = (prefix: string) => `${prefix}-${Math.random().toString(36).slice(2)}@example.com`;
  try {
    const known = fresh("known");
    await post(`${server.url}/api/v1/me`, { email: known, password });
    const owners: string[] = [];
    for (let index = 0; index < Math.ceil((rounds + 5) * 2 / invitesOfOne); index += 1) owners.push(await ownerToken(server, fresh("owner")));
    for (const [name, ask] of Object.entries(requests)) {
      const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
      const statuses = new Set<number>();
      let count = 0;
      for (let round = -5; round < rounds; round += 1) {
        for (const which of ["known", "unknown"] as const) {
          const begunMs = performance.now();
          const answer = await ask({ server, owners }, which === "known" ? known : fresh("nobody"), count);
          await answer.text();
          count += 1;
          statuses.add(answer.status);
          if (round >= 0) times[which].push(performance.now() - begunMs);
        }
      }
      const [one, other] = [percentile(times.known, 0.5), percentile(times.unknown, 0.5)];
      report({ id: "TIME", name: `${provider}, ${name}: median of known less unknown addresses`, unit: "ms", goal: "< 5 ms or < 10 %", values: [one - other], tries: rounds, statuses: [...statuses].join(" "), knownMs: Math.round(one * 100) / 100, unknownMs: Math.round(other * 100) / 100 });
    }
  } finally { await server.stop(); }
}

async function ownerToken(server: RunningServer, email: string): Promise<string> {
  await post(`${server.url}/api/v1/me`, { email, password });
  const answer = await post(`${server.url}/api/v1/tokens`, { grant: "password", email, password });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function signIn(server: RunningServer, email: string): Promise<Response> {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  return fetch(`${server.url}/api/auth/callback/credentials`, { method: "POST", redirect: "manual", headers: { cookie, origin: server.url }, body: new URLSearchParams({ csrfToken, email, password: "not the password", callbackUrl: "/agents", json: "true" }) });
}

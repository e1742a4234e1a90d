import { api, messageOf } from "@/lib/sdk/client";

/** What the account asks for besides its password. */
export const needsCode = Symbol("needs a code");

/** Why signing in did not work, in words; null where it did. */
export async function signIn(credentials: { email: string; password: string; code?: string }): Promise<string | typeof needsCode | null> {
  try {
    const answer = await postAuth("/api/auth/callback/credentials", { ...credentials, callbackUrl: "/agents" });
    const code = await codeOf(answer);
    if (code === "second_factor_required") return needsCode;
    if (code) return faults[code] ?? fallbackWords;
    return answer.ok ? null : answer.status === 429 ? faults.rate_limited ?? fallbackWords : fallbackWords;
  } catch (error) { return messageOf(error); }
}

/** Ends this session here and on the server, and goes on to a path of ours; works even where it has ended already. */
export async function signOut(next = "/"): Promise<void> {
  await postAuth("/api/auth/signout", { callbackUrl: "/" }).catch(() => undefined);
  location.assign(new URL(next, location.origin)); // a whole load: nothing of the session stays in memory
}

const fallbackWords = "Signing in did not work. Try again in a moment.";
const faults: Record<string, string> = {
  CredentialsSignin: "E-mail address or password is wrong.",
  second_factor_wrong: "This code is not right, or was used already. Wait for the next one.",
  identity_unavailable: "Sign-in cannot be reached at the moment. Try again shortly.",
  rate_limited: "Too many attempts. Wait a minute, then try again.",
  overloaded: "Many people are signing in at once. Try again in a moment.",
  database_unavailable: "The database cannot be reached. Try again in a moment.",
};

async function postAuth(path: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = await api.request<{ csrfToken: string }>("GET", "/api/auth/csrf");
  return fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) });
}

/** Wrong credentials are in the address that the answer names, whatever its status; everything else is a problem with a code. */
async function codeOf(answer: Response): Promise<string | null> {
  const body: unknown = await answer.json().catch(() => null);
  if (typeof body !== "object" || body === null) return null;
  if ("code" in body && typeof body.code === "string") return body.code;
  return "url" in body && typeof body.url === "string" ? new URL(body.url, location.origin).searchParams.get("error") : null;
}

/** wapiti over the pages, signed out and signed in, and over the API; and over a page that is as bad as it looks, so that finding nothing means something. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Person } from "../conformance/stage";
import { pythonProgram } from "../python-program";
import type { Section } from "./section";

const requirements = join(dirname(fileURLToPath(import.meta.url)), "wapiti-requirements.txt");
/**
 * Those that ask somebody else's server (ssrf, xxe, log4shell, upload by xxe), fetch a list first (nikto, wapp, cms, htp) or know products that this is not are left out.
 * So is csrf, which looks for a token in forms and nothing else: ours are sent by script, and a change needs a matching Origin (`app/api/bad-input.test.ts`).
 */
const modules = "csp,cookieflags,http_headers,crlf,redirect,xss,permanentxss,file,exec,sql,methods,backup,htaccess,ldap";
const longestScanS = 25;
const longestAttackS = 8;

const finding = z.object({ method: z.string(), path: z.string(), info: z.string(), parameter: z.string().nullish() });
const report = z.object({ vulnerabilities: z.record(z.string(), z.array(finding)), anomalies: z.record(z.string(), z.array(finding)), infos: z.object({ crawled_pages_nbr: z.number() }) });
interface Found { pages: number; kinds: string[]; lines: string[] }

async function wapiti(program: string, url: string, args: readonly string[]): Promise<Found> {
  const scratch = mkdtempSync(join(tmpdir(), "parley-wapiti-"));
  try {
    const file = join(scratch, "report.json");
    const output = await new Promise<string>((ended) => {
      execFile(program, ["-u", url, "-m", modules, "--flush-session", "--no-bugreport", "--scope", "folder", "-d", "3", "--max-links-per-page", "40", "--max-files-per-dir", "20", "--max-parameters", "12", "--max-scan-time", String(longestScanS), "--max-attack-time", String(longestAttackS), "-t", "10", "--tasks", "4", "-v", "0", "--store-session", scratch, "--store-config", scratch, "-f", "json", "-o", file, ...args],
        { timeout: 400_000, maxBuffer: 64 * 1_048_576, env: { ...process.env, HOME: scratch, PYTHONDONTWRITEBYTECODE: "1" } }, (_error, stdout, stderr) => { ended(`${stdout}\n${stderr}`); });
    });
    let text: string;
    try { text = readFileSync(file, "utf8"); } catch { throw new Error(`wapiti wrote no report.\n${output.slice(-800)}`); }
    const read = report.parse(JSON.parse(text));
    const found = Object.entries({ ...read.vulnerabilities, ...read.anomalies }).filter(([, each]) => each.length > 0);
    return { pages: read.infos.crawled_pages_nbr, kinds: found.map(([kind]) => kind), lines: found.flatMap(([kind, each]) => each.map(({ method, path, info, parameter }) => `${kind}: ${method} ${path} ${parameter ?? ""} ${info}`)) };
  } finally { rmSync(scratch, { recursive: true, force: true }); }
}

/** Repeats what it is told as HTML, goes where it is told, and says nothing of how it is to be read. */
async function startBadPage(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams: search } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === "/go") return void response.writeHead(302, { location: encodeURI(search.get("to") ?? "/") }).end();
    response.writeHead(200, { "content-type": "text/html", "set-cookie": "session=1" }).end(`<!doctype html><title>Bad</title><p>Hello ${search.get("name") ?? "you"}</p><a href="/hello?name=you">Hello</a> <a href="/go?to=/hello">Go</a>`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(() => stopped()); }) };
}
const bad = ["Reflected Cross Site Scripting", "Open Redirect", "Content Security Policy Configuration", "HttpOnly Flag cookie"];

async function cookieOf(url: string, { email, password }: Person): Promise<string> {
  const cookies = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const answer = await fetch(`${url}/api/auth/callback/credentials`, { method: "POST", redirect: "manual", headers: { origin: url, cookie: cookies(csrf).join("; ") }, body: new URLSearchParams({ csrfToken, email, password, callbackUrl: "/agents", json: "true" }) });
  const session = cookies(answer).find((cookie) => cookie.startsWith("parley.session="));
  if (!session) throw new Error(`Nobody was signed in: ${answer.status}`);
  return session;
}

export const wapitiSection: Section = {
  name: "wapiti",
  async run({ stage, check }) {
    const program = pythonProgram("wapiti", requirements);
    const person = await stage.person("looked-over", { admin: true });
    const { url } = stage.server;
    const cookie = await cookieOf(url, person);
    const page = await startBadPage();
    const scans: [name: string, url: string, args: string[]][] = [
      ["a page that is bad", page.url, []],
      ["the pages, signed out", `${url}/`, []],
      ["the pages, signed in", `${url}/agents`, ["--scope", "domain", "-s", `${url}/settings`, "-s", `${url}/conversations`, "-C", cookie]],
      ["the API", `${url}/api/v1/`, ["--swagger", `${url}/api/openapi.json`, "-H", `Authorization: Bearer ${person.token}`]],
    ];
    try {
      const found: Found[] = [];
      // Two at a time: each is one busy process, and so is the server.
      for (let at = 0; at < scans.length; at += 2) found.push(...await Promise.all(scans.slice(at, at + 2).map(([, address, args]) => wapiti(program, address, args))));
      scans.forEach(([name], index) => { console.log(`wapiti: ${found[index]?.pages} addresses of ${name}`); });
      const [open, ...ours] = found;
      check("wapiti finds the page that is bad", bad.filter((kind) => !open?.kinds.includes(kind)).map((kind) => `not ${kind}`));
      ours.forEach(({ lines, pages }, index) => { check(`wapiti finds nothing in ${scans[index + 1]?.[0]}`, [...lines, ...(pages < 5 ? [`it saw ${pages} addresses`] : [])]); });
    } finally { await page.stop(); }
  },
};

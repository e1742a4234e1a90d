/** One calendar on loopback that speaks as much of RFC 4791 as a client needs: PROPFIND, the calendar-query REPORT with a time range, and PUT that makes. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import ICAL from "ical.js";

export interface CaldavServer {
  /** Of the calendar. */
  address: string;
  host: string;
  user: string;
  password: string;
  /** By file name. */
  objects: Map<string, string>;
  requests: { method: string; path: string; authorized: boolean; body: string }[];
  /** As servers do that leave it to the client. */
  expands: boolean;
  /** Instead of an answer. */
  fault: { status: number; headers?: Record<string, string>; body?: string } | null;
  stop(): Promise<void>;
}

const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const instant = (stamp: string): number => Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

/** The object as it is answered for a range: null where nothing of it is in the range; expanded to single times in UTC where it recurs and the server does that. */
function within(text: string, startMs: number, endMs: number, expands: boolean): string | null {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [component] = calendar.getAllSubcomponents("vevent");
  if (!component) return null;
  const event = new ICAL.Event(component);
  const lengthMs = event.duration.toSeconds() * 1_000;
  const overlaps = (ms: number) => ms < endMs && ms + lengthMs > startMs;
  const starts: number[] = [];
  if (!event.isRecurring()) starts.push(event.startDate.toUnixTime() * 1_000);
  else for (let iterator = event.iterator(), next = iterator.next() as ICAL.Time | null | undefined, count = 0; next && count < 1_000; next = iterator.next(), count += 1) { if (next.toUnixTime() * 1_000 >= endMs) break; starts.push(next.toUnixTime() * 1_000); }
  const inside = starts.filter(overlaps);
  if (inside.length === 0) return null;
  if (!event.isRecurring() || !expands) return text;
  const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...inside.flatMap((ms) => ["BEGIN:VEVENT", `UID:${event.uid}`, "DTSTAMP:20260101T000000Z", `RECURRENCE-ID:${stamp(ms)}`, `DTSTART:${stamp(ms)}`, `DTEND:${stamp(ms + lengthMs)}`, "SUMMARY:private", "END:VEVENT"]), "END:VCALENDAR"].join("\r\n");
}

export async function startCaldavServer(): Promise<CaldavServer> {
  const base = "/calendars/team/visits/";
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      const body = Buffer.concat(pieces).toString();
      const path = request.url ?? "";
      const authorized = request.headers.authorization === `Basic ${Buffer.from(`${held.user}:${held.password}`).toString("base64")}`;
      held.requests.push({ method: request.method ?? "", path, authorized, body });
      const answer = (status: number, text = "", headers: Record<string, string> = {}) => { response.writeHead(status, headers).end(text); };
      const multistatus = (responses: string[]) => answer(207, `<?xml version="1.0" encoding="utf-8"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${responses.join("")}</d:multistatus>`, { "content-type": "application/xml; charset=utf-8" });
      if (held.fault) return answer(held.fault.status, held.fault.body, held.fault.headers);
      if (!authorized) return answer(401, "", { "www-authenticate": "Basic realm=\"calendar\"" });
      if (!path.startsWith(base)) return answer(404);
      if (request.method === "PROPFIND") return multistatus([`<d:response><d:href>${base}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`]);
      if (request.method === "REPORT") {
        const [, start = "", end = ""] = /time-range[^>]*start="([^"]+)"[^>]*end="([^"]+)"/.exec(body) ?? [];
        if (!/calendar-query/.test(body) || request.headers.depth !== "1" || Number.isNaN(instant(start)) || Number.isNaN(instant(end))) return answer(400);
        return multistatus([...held.objects].flatMap(([name, text]) => {
          const data = within(text, instant(start), instant(end), held.expands && /expand/.test(body));
          return data === null ? [] : [`<d:response><d:href>${base}${name}</d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag><c:calendar-data>${escapeXml(data)}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`];
        }));
      }
      if (request.method === "PUT") {
        const name = path.slice(base.length);
        if (!/^[\w-]+\.ics$/.test(name) || !/^text\/calendar/.test(request.headers["content-type"] ?? "")) return answer(415);
        if (request.headers["if-none-match"] === "*" && held.objects.has(name)) return answer(412);
        try { ICAL.parse(body); } catch { return answer(403); }
        held.objects.set(name, body);
        return answer(201, "", { etag: "\"1\"" });
      }
      answer(405);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const { port } = server.address() as AddressInfo;
  const held: CaldavServer = {
    address: `http://127.0.0.1:${port}${base}`, host: `127.0.0.1:${port}`, user: "team", password: "a password with spaces", objects: new Map(), requests: [], expands: true, fault: null,
    stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(() => stopped()); }),
  };
  return held;
}

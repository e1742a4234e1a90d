/** A calendar by CalDAV (RFC 4791): when it is taken, and a booking. One calendar, at the address that the workspace set. */
import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { calendarQuery, createCalendarObject } from "tsdav";
import { z } from "zod";
import { singleton } from "@/lib/platform/singleton";
import { ToolFault, type ToolRun, type ToolRunner } from "../runner";
import { busyIn, merged, offsetMsOf, shownTime, type Busy } from "./calendar-times";

const dayMs = 86_400_000;
const longestRangeMs = 31 * dayMs;
const mostObjects = 500;

interface Calendar { url: string; headers: Record<string, string>; fetch: typeof fetch }

/** Asks nothing but the calendar itself and what lies under it, whatever a server answers: the password goes nowhere else. */
function calendarOf({ settings, secrets, fetch }: ToolRun): Calendar {
  const address = new URL(z.string().parse(settings.address));
  if (!address.pathname.endsWith("/")) address.pathname += "/";
  const basic = Buffer.from(`${String(settings.user)}:${secrets.password ?? ""}`).toString("base64");
  const pinned: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== address.origin || !url.pathname.startsWith(address.pathname)) throw new ToolFault("The calendar refers to another server, which is not asked.");
    return fetch(input, init);
  };
  return { url: address.href, headers: { authorization: `Basic ${basic}` }, fetch: pinned };
}

const instant = (value: unknown, name: string): { ms: number; text: string } => {
  const parsed = z.iso.datetime({ offset: true }).safeParse(value);
  if (!parsed.success) throw new ToolFault(`“${name}” needs a day, a time and the offset from UTC, such as 2026-12-01T09:00:00+01:00.`);
  return { ms: Date.parse(parsed.data), text: parsed.data };
};

async function busyBetween(calendar: Calendar, startMs: number, endMs: number, offsetMs: number): Promise<Busy[]> {
  const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  // A day more on either side: what lasts all day has no offset, and belongs to the caller's.
  const [start, end] = [stamp(startMs - dayMs), stamp(endMs + dayMs)];
  const answers = await calendarQuery({
    url: calendar.url, depth: "1", headers: calendar.headers, fetch: calendar.fetch,
    props: { "d:getetag": {}, "c:calendar-data": { "c:expand": { _attributes: { start, end } } } },
    filters: [{ "comp-filter": { _attributes: { name: "VCALENDAR" }, "comp-filter": { _attributes: { name: "VEVENT" }, "time-range": { _attributes: { start, end } } } } }],
  });
  const refused = answers.find(({ ok, href, props }) => !ok && props === undefined && (href === undefined || href === "" || href.startsWith("http")));
  if (refused) throw new ToolFault(refused.status === 401 || refused.status === 403 ? "The calendar refuses the user or the password." : "The calendar did not answer as calendars do.");
  if (answers.length > mostObjects) throw new ToolFault("There are too many appointments in this time. Ask for a shorter one.");
  return merged(busyIn(answers.map(({ props }) => textOf(props?.calendarData)), { startMs, endMs, offsetMs }));
}

/** As text or as a CDATA section. */
function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  const inner: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "_cdata") : "";
  return typeof inner === "string" ? inner : "";
}

export const caldavBusy: ToolRunner = {
  name: "caldav-busy",
  async run(run) {
    const from = instant(run.arguments.from, "from");
    const to = instant(run.arguments.to, "to");
    if (to.ms <= from.ms || to.ms - from.ms > longestRangeMs) throw new ToolFault("“to” must come after “from”, by 31 days at most.");
    const offsetMs = offsetMsOf(from.text);
    const busy = await busyBetween(calendarOf(run), from.ms, to.ms, offsetMs);
    return { from: shownTime(from.ms, offsetMs), to: shownTime(to.ms, offsetMs), busy: busy.map(({ startMs, endMs }) => ({ from: shownTime(startMs, offsetMs), to: shownTime(endMs, offsetMs) })), note: "Everything between is free." };
  },
};

export const caldavBook: ToolRunner = {
  name: "caldav-book",
  async run(run) {
    const start = instant(run.arguments.start, "start");
    const minutes = z.number().int().min(5).max(480).parse(run.arguments.minutes);
    const endMs = start.ms + minutes * 60_000;
    const now = run.ctx.clock.now();
    if (start.ms < now.getTime()) throw new ToolFault("This time has passed. Nothing was booked.");
    const calendar = calendarOf(run);
    const offsetMs = offsetMsOf(start.text);
    return oneAfterTheOther(calendar.url, async () => {
      run.signal.throwIfAborted();
      const taken = await busyBetween(calendar, start.ms, endMs, offsetMs);
      if (taken.length > 0) return { booked: false, reason: "This time is taken. Nothing was booked.", busy: taken.map((each) => ({ from: shownTime(each.startMs, offsetMs), to: shownTime(each.endMs, offsetMs) })) };
      const uid = randomUUID();
      const answer = await createCalendarObject({ calendar: { url: calendar.url }, filename: `${uid}.ics`, iCalString: eventText({ uid, now, startMs: start.ms, endMs, title: z.string().parse(run.arguments.title), contact: z.string().default("").parse(run.arguments.contact) }), headers: calendar.headers, fetch: calendar.fetch });
      void answer.body?.cancel().catch(() => {});
      if (!answer.ok) throw new ToolFault(answer.status === 401 || answer.status === 403 ? "The calendar may not be written to. Nothing was booked." : "The calendar did not take the appointment. Nothing was booked.");
      return { booked: true, from: shownTime(start.ms, offsetMs), to: shownTime(endMs, offsetMs) };
    });
  },
};

/** CalDAV cannot ask and book in one step: two callers of this process do it one after the other, so that both do not get the same time. */
async function oneAfterTheOther<T>(url: string, work: () => Promise<T>): Promise<T> {
  const queues = singleton("caldav-bookings", () => new Map<string, Promise<unknown>>());
  const mine = (queues.get(url) ?? Promise.resolve()).then(work, work);
  queues.set(url, mine);
  try { return await mine; } finally { if (queues.get(url) === mine) queues.delete(url); }
}

/** Without organiser and attendees, so that no server writes mails to anybody. */
function eventText({ uid, now, startMs, endMs, title, contact }: { uid: string; now: Date; startMs: number; endMs: number; title: string; contact: string }): string {
  const time = (ms: number) => ICAL.Time.fromJSDate(new Date(ms), true);
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//Parley//Appointments//EN");
  const event = new ICAL.Component("vevent");
  event.addPropertyWithValue("uid", uid);
  event.addPropertyWithValue("dtstamp", time(now.getTime()));
  event.addPropertyWithValue("dtstart", time(startMs));
  event.addPropertyWithValue("dtend", time(endMs));
  event.addPropertyWithValue("summary", title.replace(/\s+/g, " "));
  if (contact) event.addPropertyWithValue("description", `Contact: ${contact.replace(/\s+/g, " ")}`);
  calendar.addSubcomponent(event);
  return calendar.toString();
}

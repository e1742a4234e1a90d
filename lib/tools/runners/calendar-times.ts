/** When a calendar is taken, read off its iCalendar texts (RFC 5545), within bounded time whatever is in them. */
import ICAL from "ical.js";
import { withinTime } from "../within-time";

export interface Busy { startMs: number; endMs: number }
interface Range extends Busy { /** Of the caller's clock: what has no zone of its own is read by it. */ offsetMs: number }

/** Nothing else of the process runs meanwhile, calls neither; a month of five hundred appointments takes a tenth of it. */
const readMs = 300;
const mostTimes = 5_000;

/** Throws where the texts take longer than `readMs` to read, as only hostile ones do. What is no calendar is passed over. */
export const busyIn = (texts: readonly string[], range: Range): Busy[] => withinTime(() => texts.flatMap((text) => busyInOne(text, range)), readMs);

function busyInOne(text: string, range: Range): Busy[] {
  let calendar: ICAL.Component;
  try { calendar = new ICAL.Component(ICAL.parse(text)); } catch { return []; }
  const events = calendar.getAllSubcomponents("vevent");
  const changed = new Set(events.flatMap((event) => (event.hasProperty("recurrence-id") ? [`${String(event.getFirstPropertyValue("uid"))} ${String(event.getFirstPropertyValue("recurrence-id"))}`] : [])));
  return events.filter(isTaken).flatMap((event) => timesOf(event, range, changed)).filter(({ startMs, endMs }) => startMs < range.endMs && endMs > range.startMs);
}

const isTaken = (event: ICAL.Component): boolean => event.getFirstPropertyValue("status") !== "CANCELLED" && event.getFirstPropertyValue("transp") !== "TRANSPARENT";

function timesOf(component: ICAL.Component, range: Range, changed: ReadonlySet<string>): Busy[] {
  const event = new ICAL.Event(component);
  const lengthMs = event.duration.toSeconds() * 1_000;
  const from = (time: ICAL.Time): Busy => { const startMs = instantOf(time, component, range.offsetMs); return { startMs, endMs: startMs + lengthMs }; };
  if (!event.isRecurring()) return [from(event.startDate)];
  // A server that does not expand what recurs, though RFC 4791 has it so.
  const times: Busy[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next() as ICAL.Time | null | undefined, count = 0; next && count < mostTimes; next = iterator.next(), count += 1) {
    const time = from(next);
    if (time.startMs >= range.endMs) break;
    if (!changed.has(`${event.uid} ${String(next)}`)) times.push(time);
  }
  return times;
}

/** A time with a zone as that zone has it; one without, and a whole day, by the caller's clock. */
function instantOf(time: ICAL.Time, component: ICAL.Component, offsetMs: number): number {
  const zone = time.zone as ICAL.Timezone | null;
  if (!time.isDate && zone && zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1_000;
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.isDate ? 0 : time.hour, time.isDate ? 0 : time.minute, time.isDate ? 0 : time.second);
  const named: unknown = component.getFirstProperty("dtstart")?.getParameter("tzid");
  const known = time.isDate || typeof named !== "string" ? null : offsetOfZone(named, wall);
  return wall - (known ?? offsetMs);
}

/** By the name that the calendar uses without describing it; null for one that nobody knows. */
function offsetOfZone(name: string, wallMs: number): number | null {
  try {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }).formatToParts(wallMs);
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find(({ type }) => type === "timeZoneName")?.value ?? "") ?? [];
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  } catch { return null; }
}

/** In their order, what touches or overlaps as one: nothing of how many appointments there are. */
export function merged(times: readonly Busy[]): Busy[] {
  const joined: Busy[] = [];
  for (const each of [...times].sort((left, right) => left.startMs - right.startMs)) {
    const last = joined.at(-1);
    if (last && each.startMs <= last.endMs) last.endMs = Math.max(last.endMs, each.endMs);
    else joined.push({ ...each });
  }
  return joined;
}

/** Of a time as RFC 3339 writes it. */
export function offsetMsOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** By the caller's own clock, to the minute. */
export function shownTime(ms: number, offsetMs: number): string {
  const wall = new Date(ms + offsetMs).toISOString().slice(0, 16);
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${wall}${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

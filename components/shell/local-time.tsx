"use client";
import { useSyncExternalStore } from "react";

const forms: Record<"day" | "clock" | "moment", Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short", year: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  moment: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};
const never = () => () => {};

/** An instant in the reader's own zone; in UTC, and said so, until the page has woken up. */
export function LocalTime({ at, form = "moment", className }: { at: string; form?: keyof typeof forms; className?: string }) {
  const inBrowser = useSyncExternalStore(never, () => true, () => false);
  const text = new Intl.DateTimeFormat("en-GB", { ...forms[form], ...(inBrowser ? {} : { timeZone: "UTC" }) }).format(new Date(at));
  return <time dateTime={at} className={className}>{text}{inBrowser || form === "day" ? "" : " UTC"}</time>;
}

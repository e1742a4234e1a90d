"use client";
import { useEffect, useState } from "react";

/** Minutes and seconds since `startedAtMs` on the page's clock; stands still once `running` is false. */
export function CallClock({ startedAtMs, running }: { startedAtMs: number | null; running: boolean }) {
  const [nowMs, setNowMs] = useState(startedAtMs ?? 0);
  useEffect(() => {
    if (startedAtMs === null || !running) return;
    const timer = setInterval(() => setNowMs(performance.now()), 500);
    return () => clearInterval(timer);
  }, [startedAtMs, running]);
  return <span className="num clock" aria-label="Call length">{clockText(startedAtMs === null ? 0 : Math.max(0, nowMs - startedAtMs))}</span>;
}

/** "02:41". */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

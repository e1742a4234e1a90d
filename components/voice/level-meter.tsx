"use client";
import { useEffect, useRef } from "react";
import { visibleLevel } from "./figure-geometry";

/** Five steps of loudness, redrawn ten times a second without rendering. */
export function LevelMeter({ level }: { level: () => number }) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const lit = Math.round(visibleLevel(level()) * 5);
      element.current?.querySelectorAll("i").forEach((bar, index) => bar.classList.toggle("on", index < lit));
    }, 100);
    return () => clearInterval(timer);
  }, [level]);
  return <span className="level" aria-hidden="true" ref={element}><i /><i /><i /><i /><i /></span>;
}

"use client";
import { useSyncExternalStore } from "react";

const stepMs = 15_000;
const everyStep = (tick: () => void) => {
  const timer = setInterval(tick, stepMs);
  return () => clearInterval(timer);
};
/** The browser's clock by the quarter minute; null while the server renders. */
export const useNow = (): number | null => useSyncExternalStore(everyStep, () => Math.floor(Date.now() / stepMs) * stepMs, () => null);

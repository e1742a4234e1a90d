"use client";
import { useSyncExternalStore } from "react";

/** The token of a mailed link: it is behind the `#`, which is sent to nobody. Null while the page is not in a browser yet. */
export const useLinkToken = (): string | null => useSyncExternalStore(subscribe, () => decodeURIComponent(location.hash.slice(1)), () => null);

function subscribe(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

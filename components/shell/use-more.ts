"use client";
import { useEffect, useRef, useState } from "react";
import { api, messageOf, type QueryValue } from "@/lib/sdk/client";

export interface Page<T> { items: T[]; nextCursor: string | null }

/** A list that begins with what the server rendered and grows by its cursor. */
export function useMore<T>(path: string, first: Page<T>, query: Record<string, QueryValue> = {}) {
  const [page, setPage] = useState(first);
  const [seen, setSeen] = useState(first);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const current = useRef(first);
  useEffect(() => { current.current = first; }, [first]);
  if (seen !== first) { setSeen(first); setPage(first); setFault(null); }

  const more = async () => {
    if (busy || page.nextCursor === null) return;
    setBusy(true);
    const asked = current.current;
    try {
      const next = await api.request<Page<T>>("GET", path, { query: { ...query, cursor: page.nextCursor } });
      if (asked === current.current) setPage((before) => ({ items: [...before.items, ...next.items], nextCursor: next.nextCursor }));
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  const change = (edit: (items: T[]) => T[]) => setPage((before) => ({ ...before, items: edit(before.items) }));
  return { items: page.items, hasMore: page.nextCursor !== null, busy, fault, more, change };
}

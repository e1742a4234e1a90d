"use client";
/** React's side of the SDK: the client in a context, a call, and lists that load on. */
import { createContext, createElement, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import type { CallSnapshot } from "@/lib/client/call-controller";
import type { Call, CallOptions } from "./surrounded-call";
import { pageOf, type ListId, type ListItem } from "./pages";
import type { Operations } from "./typed-client";
import type { Parley } from "./parley";
import { useController } from "./use-controller";

const ParleyContext = createContext<Parley | null>(null);

/** Gives `parley`, of `createParley`, to everything inside. */
export const ParleyProvider = ({ parley, children }: { parley: Parley; children?: ReactNode }) => createElement(ParleyContext.Provider, { value: parley }, children);

export function useParley(): Parley {
  const parley = useContext(ParleyContext);
  if (!parley) throw new Error("There is no <ParleyProvider> around this component.");
  return parley;
}

/** One call, with what it shows. It ends with its component; give the component a `key` of the agent where that may change. */
export function useCall(options: CallOptions): { call: Call; snapshot: CallSnapshot } {
  const parley = useParley();
  const { controller, snapshot } = useController<CallSnapshot, Call>(() => parley.call(options));
  return { call: controller, snapshot };
}

export interface Paginated<Item> {
  items: Item[];
  isLoading: boolean;
  /** What the last page was refused with; `loadMore` asks for it again. */
  error: unknown;
  hasMore: boolean;
  loadMore(): void;
  /** From the first page. */
  reload(): void;
}

interface Loaded<Item> { key: string; items: Item[]; cursor: string | null; isOver: boolean; isLoading: boolean; error: unknown }
const nothing = <Item>(key: string): Loaded<Item> => ({ key, items: [], cursor: null, isOver: false, isLoading: true, error: null });

/** The items of a list, page by page; another `input` begins anew. */
export function usePaginated<Id extends ListId>(id: Id, ...[input]: Parameters<Operations[Id]>): Paginated<ListItem<Id>> {
  const parley = useParley();
  const key = JSON.stringify([id, input ?? {}]);
  const [round, setRound] = useState(0);
  const [loaded, setLoaded] = useState(() => nothing<ListItem<Id>>(key));
  const running = useRef<AbortController | null>(null);

  const load = useCallback((from: Loaded<ListItem<Id>>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setLoaded({ ...from, isLoading: true, error: null });
    const [, asked] = JSON.parse(from.key) as [Id, object];
    pageOf(parley, id, { ...asked, signal: controller.signal }, from.cursor).then(
      (page) => { if (!controller.signal.aborted) setLoaded({ key: from.key, items: [...from.items, ...page.items], cursor: page.nextCursor, isOver: !page.nextCursor || page.nextCursor === from.cursor, isLoading: false, error: null }); },
      (error: unknown) => { if (!controller.signal.aborted) setLoaded({ ...from, isLoading: false, error }); },
    );
  }, [parley, id]);

  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the list is outside React, and is asked for anew
    load(nothing(key));
    return () => running.current?.abort();
  }, [load, key, round]);

  const shown = loaded.key === key ? loaded : nothing<ListItem<Id>>(key);
  return {
    items: shown.items, isLoading: shown.isLoading, error: shown.error, hasMore: !shown.isOver,
    loadMore() { if (!shown.isLoading && !shown.isOver) load(shown); },
    reload() { setRound(round + 1); },
  };
}

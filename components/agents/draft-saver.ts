import type { AgentChange, AgentDefinition, AgentDetail, AgentWarning } from "@/lib/agents/schema";
import { isApiError, messageOf, type FieldError } from "@/lib/sdk/client";

export type SaveStatus =
  | { kind: "saved"; at: string | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** Somebody else saved in the meantime; what was typed here is kept and not sent. */
  | { kind: "conflict" }
  | { kind: "refused"; message: string; errors: FieldError[] };

export interface DraftState { name: string; definition: AgentDefinition; revision: number; status: SaveStatus; warnings: AgentWarning[] }

export interface DraftPorts {
  save(change: AgentChange, keepalive: boolean): Promise<AgentDetail>;
  load(): Promise<AgentDetail>;
  nowIso(): string;
}

export interface DraftSaver {
  subscribe(listener: () => void): () => void;
  state(): DraftState;
  change(part: Partial<AgentDefinition>): void;
  rename(name: string): void;
  /** Saves what is not saved yet; true where all of it is on the server. */
  flush(): Promise<boolean>;
  /** A last save while the page goes away. */
  leave(): void;
  /** Ends a conflict: what stands here goes over what the other saved, or gives way to it. */
  keepMine(): Promise<void>;
  takeTheirs(): Promise<void>;
  /** What the server has become by another way, such as a restored version. */
  accept(agent: AgentDetail): void;
}

/** After the last change; long enough to type on, short enough to talk to what was just typed. */
const settleMs = 700;

/** Saves a draft by itself, one save at a time, each over the revision it was made from. */
export function createDraftSaver(agent: AgentDetail, ports: DraftPorts): DraftSaver {
  let state: DraftState = stateOf(agent, { kind: "saved", at: null });
  let saved = { name: agent.name, definition: agent.draft };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  const listeners = new Set<() => void>();
  const set = (part: Partial<DraftState>) => { state = { ...state, ...part }; for (const listener of listeners) listener(); };
  const dirty = () => state.name !== saved.name || state.definition !== saved.definition;
  const difference = (): AgentChange => ({
    ...(state.name.trim() && state.name !== saved.name ? { name: state.name.trim() } : {}),
    ...(state.definition !== saved.definition ? { definition: state.definition, draftRevision: state.revision } : {}),
  });

  const touched = () => {
    clearTimeout(timer);
    if (state.status.kind === "conflict") return set({});
    set({ status: { kind: "waiting" } });
    timer = setTimeout(() => void flush(), settleMs);
  };

  const saveOnce = async (): Promise<boolean> => {
    const sent = { name: state.name, definition: state.definition };
    const change = difference();
    set({ status: { kind: "saving" } });
    try {
      const answer = Object.keys(change).length > 0 ? await ports.save(change, false) : null;
      saved = sent;
      set({ ...(answer ? { revision: answer.draftRevision, warnings: answer.warnings } : {}), status: dirty() ? { kind: "waiting" } : { kind: "saved", at: ports.nowIso() } });
      return true;
    } catch (error) {
      const conflict = isApiError(error) && error.code === "precondition_failed";
      set({ status: conflict ? { kind: "conflict" } : { kind: "refused", message: messageOf(error), errors: isApiError(error) ? error.errors : [] } });
      return false;
    }
  };

  const drain = async (): Promise<boolean> => {
    while (dirty()) if (!(await saveOnce())) return false;
    return true;
  };

  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    if (state.status.kind === "conflict") return false;
    running ??= drain().finally(() => { running = null; });
    return running;
  };

  const accept = (fresh: AgentDetail) => {
    clearTimeout(timer);
    saved = { name: fresh.name, definition: fresh.draft };
    set(stateOf(fresh, { kind: "saved", at: ports.nowIso() }));
  };

  return {
    subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    state: () => state,
    change: (part) => { set({ definition: { ...state.definition, ...part } }); touched(); },
    rename: (name) => { set({ name }); touched(); },
    flush, accept,
    leave: () => { if (dirty() && state.status.kind !== "conflict" && !running) void ports.save(difference(), true).catch(() => undefined); },
    keepMine: async () => {
      const theirs = await ports.load();
      set({ revision: theirs.draftRevision, status: { kind: "waiting" } });
      await flush();
    },
    takeTheirs: async () => accept(await ports.load()),
  };
}

const stateOf = (agent: AgentDetail, status: SaveStatus): DraftState =>
  ({ name: agent.name, definition: agent.draft, revision: agent.draftRevision, warnings: agent.warnings, status });

/** What a workspace has set for itself, as calls use it. The port through which keys reach the providers; `lib/provider-keys` fills it. */
export interface WorkspaceKey {
  /** Null where it is there but cannot be opened: the provider is then out of use, since the operator's own is not what the workspace chose. */
  apiKey: string | null;
  /** Of a server that a member named; null is the provider's own. */
  baseUrl: string | null;
  /** A call begins to use it. */
  used(): void;
}

/** A provider that is not named has nothing of the workspace's own. */
export type WorkspaceKeys = Partial<Record<"openai" | "google", WorkspaceKey>>;

/** At most a few seconds old; cheap enough for every call and page. Throws `database_unavailable`. */
export type KeySource = (workspaceId: string) => Promise<WorkspaceKeys>;

export const noKeys: KeySource = async () => ({});

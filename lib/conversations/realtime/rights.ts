import type { Actor } from "@/lib/platform/ctx";

/** Whether this actor may instruct an agent of that workspace. Another workspace's agent is its makers' to instruct, whatever the key may do at home. */
export const mayOverride = (actor: Actor, workspaceId: string): boolean =>
  actor.kind !== "caller" && actor.scopes.includes("agents:override") && actor.workspaceId === workspaceId;

/** Whether this actor may see what that workspace's tools were asked and gave: its members, and nobody who merely talks to its agent. */
export const maySeeTools = (actor: Actor, workspaceId: string): boolean => actor.kind !== "caller" && actor.workspaceId === workspaceId;

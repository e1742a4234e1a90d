/** What a runner is: code of ours that does a tool's work where one HTTP request is not enough. */
import type { Ctx } from "@/lib/platform/ctx";
import type { ToolArguments, ToolSecrets, ToolSettings } from "./schema";

export interface ToolRun {
  settings: ToolSettings;
  secrets: ToolSecrets;
  /** Valid by the tool's schema. */
  arguments: ToolArguments;
  /** Empty ids where a member tries it out. */
  call: { workspaceId: string; conversationId: string; agentId: string };
  /** Guarded: https to public addresses, no redirects, at most 2 MB of an answer; ends with `signal`. The only way out that a runner may use for addresses that somebody set. */
  fetch: typeof fetch;
  /** Aborted when the time is over or the caller goes on speaking. */
  signal: AbortSignal;
  /** The system's sight: name the workspace in every statement. */
  ctx: Ctx;
}

export interface ToolRunner {
  name: string;
  /** What it gives becomes JSON for the model; a `ToolFault` tells the model why not, any other error only that it failed. */
  run(run: ToolRun): Promise<unknown>;
}

const faultMark = Symbol.for("parley.tool-fault");
/** A fault in words for the model; never with a secret, an address or what a server answered. */
export class ToolFault extends Error { readonly [faultMark] = true; }
export const isToolFault = (error: unknown): error is ToolFault => typeof error === "object" && error !== null && faultMark in error;

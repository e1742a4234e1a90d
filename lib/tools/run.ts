/** One run of a tool, from arguments as the model wrote them to an answer for the model. */
import type { Ctx } from "@/lib/platform/ctx";
import { asSystem } from "@/lib/platform/ctx";
import { createBoundedFetch, untilAborted } from "./bounded-fetch";
import { argumentsCheck, type ArgumentsCheck } from "./json-schema";
import { answerOf, faultOf } from "./result";
import { runHttp, type Ran } from "./run-http";
import { runMcp } from "./run-mcp";
import { isToolFault, ToolFault, type ToolRun } from "./runner";
import { findRunner } from "./runners/registry";
import type { ToolArguments, ToolOutcome } from "./schema";
import { openValues } from "@/lib/platform/sealed-values";
import type { ToolRow } from "./store";

export interface RunOptions { call: ToolRun["call"]; signal: AbortSignal; check?: ArgumentsCheck }

/** Sends nothing where the arguments are not as the schema says. Never rejects; keeps to the tool's time; logs name, outcome and duration only. */
export async function runTool(ctx: Ctx, row: ToolRow, given: ToolArguments | null, options: RunOptions): Promise<ToolOutcome> {
  const startedMs = performance.now();
  const done = (outcome: ToolOutcome["outcome"], output: string): ToolOutcome => {
    const durationMs = Math.round(performance.now() - startedMs);
    ctx.log.info({ tool: row.name, kind: row.kind, outcome, durationMs }, "tool ran");
    return { outcome, output, durationMs };
  };
  if (row.changed) return done("failed", faultOf("This tool is out of use."));
  const wrong = given === null ? "The arguments are no JSON object." : (options.check ?? argumentsCheck(row.parameters))(given);
  if (given === null || wrong !== null) return done("failed", faultOf(`Nothing was sent. ${wrong ?? ""}`));
  const late = new AbortController();
  const cancel = ctx.clock.after(row.timeoutMs, () => late.abort());
  const signal = AbortSignal.any([options.signal, late.signal]);
  try {
    const ran = await untilAborted(act(ctx, row, given, { ...options, signal }), signal);
    return ran.failed ? done("failed", faultOf(ran.message ?? "The tool failed.", ran.value)) : done("answered", answerOf(ran.value));
  } catch (error) {
    if (late.signal.aborted) return done("failed", faultOf("The tool took too long."));
    if (options.signal.aborted) return done("failed", faultOf("The tool was stopped."));
    return done("failed", faultOf(faultWords(error)));
  } finally {
    cancel();
    // Whatever is still open ends with the run.
    late.abort();
  }
}

/** The reason may lie below a library's own error. */
function faultWords(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) if (isToolFault(each)) return each.message;
  return "The service could not be reached, or did not answer as it should.";
}

async function act(ctx: Ctx, row: ToolRow, given: ToolArguments, { call, signal }: RunOptions): Promise<Ran> {
  const send = createBoundedFetch({ signal });
  if (row.kind === "mcp") return runMcp(asSystem(ctx), row, given, send, signal);
  const secrets = openValues("tools.sealed_secrets", row, row.sealedSecrets);
  if (!secrets) throw new ToolFault("The secrets of this tool cannot be opened any more. They must be set again.");
  if (row.kind === "http" && row.request) return runHttp(row.request, { arguments: given, settings: row.settings, secrets }, send);
  const runner = row.runner === null ? null : findRunner(row.runner);
  if (!runner) throw new ToolFault("This tool's code is not part of this installation.");
  return { failed: false, value: await runner.run({ settings: row.settings, secrets, arguments: given, call, fetch: send, signal, ctx: asSystem(ctx) }) };
}

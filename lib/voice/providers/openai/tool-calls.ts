/** Puts tool calls together from their pieces, several at once, also from servers that number them all zero or not at all. */
import { z } from "zod";
import type { ToolCall } from "@/lib/voice/ports";

export const toolCallDelta = z.looseObject({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.unknown() }).nullish(),
});
type ToolCallDelta = z.infer<typeof toolCallDelta>;

export interface ToolCallAssembler {
  push(piece: ToolCallDelta): void;
  /** The calls in the order in which they began; those without a name are dropped. */
  finish(): ToolCall[];
}

interface Unfinished { index: number | null; id: string; name: string; text: string }

export function createToolCallAssembler(): ToolCallAssembler {
  const calls: Unfinished[] = [];
  const open = (piece: ToolCallDelta): Unfinished => {
    const call = { index: piece.index ?? null, id: piece.id ?? "", name: "", text: "" };
    calls.push(call);
    return call;
  };
  return {
    push(piece) {
      const call = belongsTo(calls, piece) ?? open(piece);
      call.id ||= piece.id ?? "";
      const name = piece.function?.name ?? "";
      if (call.name !== name) call.name += name;
      call.text += argumentText(piece.function?.arguments);
    },
    finish: () => calls.filter((call) => call.name !== "").map((call) => ({
      callId: call.id || `call_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`,
      name: call.name,
      arguments: call.text.trim() === "" ? "{}" : call.text,
    })),
  };
}

/** A piece goes on with the call of its number, unless it brings another id, or a name to a call whose arguments have begun. */
function belongsTo(calls: Unfinished[], piece: ToolCallDelta): Unfinished | undefined {
  const call = typeof piece.index === "number" ? calls.findLast((each) => each.index === piece.index) : calls.findLast((each) => !piece.id || each.id === piece.id);
  if (!call) return undefined;
  if (piece.id && call.id && piece.id !== call.id) return undefined;
  if (!piece.id && piece.function?.name && call.text !== "") return undefined;
  return call;
}

function argumentText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

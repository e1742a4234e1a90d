"use client";
import { Note } from "@/components/ui/note";
import { SwitchRow } from "@/components/ui/switch";
import type { TabProps } from "./tab-props";

export function ToolsTab({ definition, change }: TabProps) {
  return (
    <>
      {definition.model.provider === "knowledge" ? (
        <Note kind="plain" title="The local model follows no prompt and calls no tools">It says goodbye by itself when the caller does. Local speech is English. For tools, choose a language model under Prompt that calls them: any OpenAI-compatible server, also one on this machine.</Note>
      ) : null}
      <div>
        <SwitchRow label="End the call" hint="When the caller has said goodbye, after answering it." checked={definition.endsCalls} onChange={(event) => change({ endsCalls: event.target.checked })} />
        <SwitchRow label="Hand over to a person" hint="Leaves a message with what the caller wants for the people of this workspace." checked={definition.handsOver} onChange={(event) => change({ handsOver: event.target.checked })} />
      </div>
      <p className="hint">A client that connects by the realtime protocol can bring tools of its own and runs them itself.</p>
    </>
  );
}

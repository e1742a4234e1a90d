"use client";
import Link from "next/link";
import { Note } from "@/components/ui/note";
import { SwitchRow } from "@/components/ui/switch";
import type { ToolChoice } from "@/lib/tools/schema";
import type { VoiceOptions } from "@/lib/voices/schema";
import type { TabProps } from "./tab-props";

const mostTools = 20;

export function ToolsTab({ definition, change, tools, providers }: TabProps & { tools: readonly ToolChoice[]; providers: VoiceOptions["providers"] }) {
  const provider = providers.find(({ id }) => id === definition.model.provider);
  const silent = definition.model.provider === "knowledge" || provider?.callsTools === false;
  const gone = definition.tools.filter((name) => !tools.some((tool) => tool.name === name));
  const tick = (name: string, ticked: boolean) => change({ tools: ticked ? [...definition.tools, name] : definition.tools.filter((each) => each !== name) });
  return (
    <>
      {silent ? (
        <Note kind="plain" title="The chosen language model calls no tools">{definition.model.provider === "knowledge" ? "It follows no prompt either, and says goodbye by itself when the caller does. " : ""}What is ticked here takes effect with a model that calls them: choose one under Prompt, such as any OpenAI-compatible server, also one on this machine.</Note>
      ) : null}
      <div>
        <SwitchRow label="End the call" hint="When the caller has said goodbye, after answering it." checked={definition.endsCalls} onChange={(event) => change({ endsCalls: event.target.checked })} />
        <SwitchRow label="Hand over to a person" hint="Leaves a message with what the caller wants for the people of this workspace." checked={definition.handsOver} onChange={(event) => change({ handsOver: event.target.checked })} />
      </div>
      <section aria-labelledby="h-agent-tools" className="grid gap-2">
        <h2 className="head" id="h-agent-tools">Tools of the workspace</h2>
        {gone.length > 0 ? (
          <Note kind="thinking" title={gone.length === 1 ? "A tool that this workspace does not have" : "Tools that this workspace does not have"}>Calls go on without it. Make it under Settings → Tools, or take it off.</Note>
        ) : null}
        {tools.length === 0 && gone.length === 0 ? <p className="soft">There are none yet. <Link href="/settings/tools">Make one</Link>, and agents can look things up and get things done while they talk.</p> : null}
        <div>
          {[...gone.map((name): ToolChoice => ({ name, description: "Not in this workspace.", ready: false })), ...tools].map(({ name, description, ready }) => {
            const ticked = definition.tools.includes(name);
            const hint = ready || gone.includes(name) ? description : `Out of use: see Settings → Tools. ${description}`;
            return <SwitchRow key={name} label={<span className="code">{name}</span>} hint={hint} checked={ticked} disabled={!ticked && definition.tools.length >= mostTools} onChange={(event) => tick(name, event.target.checked)} />;
          })}
        </div>
        {tools.length > 0 ? <p className="hint">The agent sees what is ticked and nothing else, {mostTools} at most. <Link href="/settings/tools">Change the tools</Link></p> : null}
      </section>
      <p className="hint">A client that connects by the realtime protocol can bring tools of its own and runs them itself; those of the workspace keep their names.</p>
    </>
  );
}

"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import { useToast } from "@/components/ui/toast";
import type { Installation, Integration, IntegrationList } from "@/lib/integrations/schema";
import { api, messageOf } from "@/lib/sdk/client";
import { KindTag } from "./integration-fields";
import { InstalledItem } from "./integration-installed";
import { InstallSheet } from "./integration-sheet";

interface Props { catalogue: IntegrationList; first: Installation[]; /** An admin; others see what is installed. */ mayChange: boolean }

export function Integrations({ catalogue, first, mayChange }: Props) {
  const [installed, setInstalled] = useState(first);
  const [doomed, setDoomed] = useState<Installation | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();
  const put = (made: Installation, words: string) => {
    setInstalled((before) => [...before.filter(({ id }) => id !== made.id), made].sort((left, right) => left.title.localeCompare(right.title)));
    setFault(null);
    say(words);
  };
  const remove = async ({ id, title }: Installation) => {
    try {
      await api.request("DELETE", `/api/v1/installations/${encodeURIComponent(id)}`);
      setInstalled((before) => before.filter((each) => each.id !== id));
      setFault(null);
      say(`${title} is uninstalled`);
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };
  const free = catalogue.items.filter(({ name }) => !installed.some((each) => each.name === name));
  return (
    <div className="grid gap-12">
      <section aria-labelledby="h-installed" className="grid gap-5">
        <div>
          <h2 className="head" id="h-installed">Installed in this workspace</h2>
          <p className="soft mt-1">What agents of this workspace can use. An agent uses a tool once you choose it there.{mayChange ? "" : " An admin of the workspace can change this list."}</p>
        </div>
        {fault ? <Note kind="error" title={fault} /> : null}
        {installed.length === 0 ? <p className="soft border-t border-rule pt-5">Nothing yet.{mayChange ? " Choose from what there is below." : ""}</p> : (
          <ul className="grid gap-6">{installed.map((each) => <InstalledItem key={each.id} installation={each} mayChange={mayChange} onChange={put} onUninstall={() => setDoomed(each)} />)}</ul>
        )}
      </section>
      <section aria-labelledby="h-catalogue" className="grid gap-5">
        <div>
          <h2 className="head" id="h-catalogue">What there is</h2>
          <p className="soft mt-1">Before you install one, you see everything that it may do.</p>
        </div>
        <ul className="grid gap-x-10 gap-y-6 md:grid-cols-2">{free.map((each) => <Offer key={each.name} integration={each} mayChange={mayChange} onInstall={put} />)}</ul>
      </section>
      {catalogue.faulty.length > 0 ? (
        <section aria-labelledby="h-faulty" className="grid gap-3">
          <h2 className="head" id="h-faulty">Files that cannot be used</h2>
          <p className="soft">They are in the folder for integrations. Whoever runs this installation can correct them; everything else works.</p>
          <ul className="grid gap-3">{catalogue.faulty.map(({ file, fault: words }) => <li key={file}><Note kind="thinking" title={<span className="break-all">{file}</span>}><span className="break-words">{words}</span></Note></li>)}</ul>
        </section>
      ) : null}
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Uninstall ${doomed?.title ?? ""}?`} description={doomed ? goesWith(doomed) : ""}
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void remove(doomed); }}>Uninstall</Button></>}><></></Dialog>
    </div>
  );
}

function goesWith({ kind, tools }: Installation): string {
  if (kind === "provider") return "Its key is deleted. Within seconds new calls use what else there is.";
  if (kind === "mcp") return "The server and the tools that you chose of it are deleted. Agents that use them go on without.";
  return `${tools.join(", ")}: ${tools.length === 1 ? "this tool is" : "these tools are"} deleted, with what you entered. Agents that use ${tools.length === 1 ? "it" : "them"} go on without.`;
}

function Offer({ integration, mayChange, onInstall }: { integration: Integration; mayChange: boolean; onInstall(made: Installation, words: string): void }) {
  const { title, description, kind, source, tools } = integration;
  return (
    <li className="grid content-start gap-2 border-t border-rule pt-5" aria-label={title}>
      <h3 className="flex flex-wrap items-center gap-2 font-medium">{title} <KindTag kind={kind} />{source === "folder" ? <Tag>Of this installation</Tag> : null}</h3>
      <p className="soft">{description}</p>
      {tools.length > 0 ? <p className="small faint">{tools.map(({ name }) => name).join(", ")}</p> : null}
      {mayChange ? <div className="mt-1"><InstallSheet integration={integration} onInstall={onInstall} /></div> : null}
    </li>
  );
}

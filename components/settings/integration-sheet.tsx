"use client";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Sheet } from "@/components/ui/sheet";
import type { Installation, Integration, IntegrationSetting } from "@/lib/integrations/schema";
import { api } from "@/lib/sdk/client";
import type { FieldFaults } from "./field-faults";
import { givenIn, Scopes, SettingFields, settingFaults } from "./integration-fields";

type Done = (made: Installation, words: string) => void;
interface SheetProps {
  title: string; description?: string; trigger: ReactNode; agree: string; settings: IntegrationSetting[]; held: Installation | null;
  /** Above the form. */
  children?: ReactNode;
  save(given: Record<string, string | null>): Promise<void>;
}

/** What is asked for and what is to be entered; stays open, with the fault at its field, where it is refused. */
function SettingsSheet({ title, description, trigger, agree, settings, held, children, save }: SheetProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<FieldFaults>({});
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await save(givenIn(event.currentTarget, settings));
      setOpen(false);
      setFaults({});
    } catch (error) { setFaults(settingFaults(error, settings)); }
    setBusy(false);
  };
  return (
    <Sheet open={open} onOpenChange={(shown) => { setOpen(shown); setFaults({}); }} title={title} {...(description ? { description } : {})} trigger={trigger}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Working"}>{agree}</Button></>}>
      <div className="grid gap-6">
        {faults[""] ? <Note kind="error" title={faults[""]} /> : null}
        {children}
        <form id={formId} onSubmit={submit} noValidate className="grid gap-5"><SettingFields settings={settings} held={held} faults={faults} /></form>
      </div>
    </Sheet>
  );
}

export function InstallSheet({ integration, onInstall }: { integration: Integration; onInstall: Done }) {
  const { name, title, hash, settings, scopes, tools, version } = integration;
  const save = async (given: Record<string, string | null>) => {
    onInstall(await api.request<Installation>("POST", "/api/v1/installations", { body: { name, hash, settings: given } }), `${title} is installed`);
  };
  return (
    <SettingsSheet title={`Install ${title}`} description={integration.description} trigger={<Button aria-label={`Install ${title}`}>Install</Button>} agree="Agree and install" settings={settings} held={null} save={save}>
      <section className="grid gap-2"><h3 className="font-medium">What it may do</h3><Scopes scopes={scopes} label="What it may do" /></section>
      {tools.length > 0 ? <section className="grid gap-2"><h3 className="font-medium">Its tools</h3><dl className="grid gap-2">{tools.map((tool) => <div key={tool.name}><dt className="code">{tool.name}</dt><dd className="soft">{tool.description}</dd></div>)}</dl></section> : null}
      <p className="small faint">Version {version}, manifest <span className="code" title={hash}>{hash.slice(0, 12)}</span></p>
    </SettingsSheet>
  );
}

export function ChangeSheet({ installation, onChange }: { installation: Installation; onChange: Done }) {
  const { id, title, settings } = installation;
  const save = async (given: Record<string, string | null>) => {
    onChange(await api.request<Installation>("PATCH", `/api/v1/installations/${encodeURIComponent(id)}`, { body: { settings: given } }), "Kept. New conversations use it");
  };
  return <SettingsSheet title={`Settings of ${title}`} trigger={<Button aria-label={`Settings of ${title}`}>Settings</Button>} agree="Keep" settings={settings} held={installation} save={save} />;
}

export function ApproveSheet({ installation, update, onChange }: { installation: Installation; update: NonNullable<Installation["update"]>; onChange: Done }) {
  const { id, title, version } = installation;
  const save = async (given: Record<string, string | null>) => {
    onChange(await api.request<Installation>("POST", `/api/v1/installations/${encodeURIComponent(id)}/approve`, { body: { hash: update.hash, settings: given } }), `${title} works again`);
  };
  const named = (words: string, names: string[]) => (names.length > 0 ? <p>{words}: <span className="code">{names.join(", ")}</span></p> : null);
  return (
    <SettingsSheet title={`Approve ${title}`} description={`Version ${version} was agreed to. Its file is version ${update.version} now.`} trigger={<Button kind="ink" aria-label={`Look at the changes of ${title}`}>Look at the changes</Button>} agree="Agree to the changes" settings={update.settings} held={installation} save={save}>
      <section className="grid gap-2">
        <h3 className="font-medium">It also asks for</h3>
        {update.scopesAdded.length > 0 ? <Scopes scopes={update.scopesAdded} label="It also asks for" /> : <p>Nothing that it did not ask for before.</p>}
      </section>
      {update.scopesDropped.length > 0 ? <section className="grid gap-2"><h3 className="font-medium">It no longer asks for</h3><Scopes scopes={update.scopesDropped} label="It no longer asks for" /></section> : null}
      <section className="grid gap-2">
        <h3 className="font-medium">Its tools</h3>
        {named("New", update.toolsAdded)}{named("Otherwise than before", update.toolsChanged)}{named("Gone", update.toolsDropped)}
        {update.toolsAdded.length + update.toolsChanged.length + update.toolsDropped.length === 0 ? <p>As before.</p> : null}
      </section>
    </SettingsSheet>
  );
}

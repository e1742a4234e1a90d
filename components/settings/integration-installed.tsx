"use client";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import type { Installation } from "@/lib/integrations/schema";
import { KindTag, Scopes } from "./integration-fields";
import { ApproveSheet, ChangeSheet } from "./integration-sheet";

interface Props { installation: Installation; mayChange: boolean; onChange(made: Installation, words: string): void; onUninstall(): void }

export function InstalledItem({ installation, mayChange, onChange, onUninstall }: Props) {
  const { title, kind, state, update, settings, values, secrets, tools, scopes, opens } = installation;
  return (
    <li className="grid gap-3 border-t border-rule pt-5" aria-label={title}>
      <h3 className="flex flex-wrap items-center gap-2 font-medium">{title} <KindTag kind={kind} />{state === "installed" ? <Tag kind="ink">Installed</Tag> : <Tag kind="error">{state === "changed" ? "Changed" : "File missing"}</Tag>}</h3>
      {state === "changed" ? <Note kind="thinking" title="It changed since it was agreed to">Its tools are switched off{mayChange ? " until you agree to what it does now." : " until an admin agrees to what it does now."}</Note> : null}
      {state === "missing" ? <Note kind="thinking" title="Its file is gone, or cannot be used">Its tools are switched off. They work again once the same file is back.</Note> : null}
      {opens ? null : <Note kind="error" title="Its secrets can no longer be opened">This installation has lost what they were encrypted with. Enter them again under Settings.</Note>}
      <dl className="facts max-md:grid!">
        {settings.map(({ name, title: label }) => {
          const secret = secrets.find((each) => each.name === name);
          const shown = secret ? (secret.lastFour ? `…${secret.lastFour}` : "set") : values[name];
          return shown === undefined ? null : <Fact key={name} name={label}>{shown}</Fact>;
        })}
        {tools.length > 0 ? <Fact name="Tools"><span className="code">{tools.join(", ")}</span></Fact> : null}
        <Fact name="Installed"><LocalTime at={installation.installedAt} form="day" />{installation.installedBy ? ` by ${installation.installedBy}` : ""}, version {installation.version}</Fact>
      </dl>
      <details><summary className="small cursor-pointer">What it may do</summary><div className="small soft mt-2"><Scopes scopes={scopes} label={`What ${title} may do`} /></div></details>
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          {state === "changed" && update ? <ApproveSheet installation={installation} update={update} onChange={onChange} /> : null}
          {state === "installed" && settings.length > 0 ? <ChangeSheet installation={installation} onChange={onChange} /> : null}
          <Button aria-label={`Uninstall ${title}`} onClick={onUninstall}>Uninstall</Button>
        </div>
      ) : null}
    </li>
  );
}

/** One below the other on a phone: addresses are long. */
const Fact = ({ name, children }: { name: string; children: ReactNode }) => <div className="min-w-0 max-md:border-0! max-md:p-0!"><dt>{name}</dt><dd className="break-words whitespace-normal!">{children}</dd></div>;

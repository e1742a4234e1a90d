import type { Metadata } from "next";
import Link from "next/link";
import { ApiKeys, type ScopeChoice } from "@/components/settings/api-keys";
import { Sessions } from "@/components/settings/sessions";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { requirePageActor } from "@/lib/api/page";
import { getMe, listApiKeys, listSessions } from "@/lib/identity/service";
import { scopes, type Scope } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "Settings" };

const scopeWords: Record<Scope, string> = {
  "agents:read": "Read agents and what they know", "agents:write": "Make, change and delete agents", "agents:override": "Replace instructions, tools and voice within a call",
  "conversations:read": "Read conversations and hear their sound", "conversations:write": "Delete conversations and their sound", "realtime:connect": "Talk to agents", "speech:use": "Turn text into speech and speech into text",
};
const choices: ScopeChoice[] = scopes.map((scope) => ({ scope, says: scopeWords[scope] }));

export default async function SettingsPage() {
  const ctx = await requirePageActor("/settings");
  const [me, { sessions }, { apiKeys }] = await Promise.all([getMe(ctx), listSessions(ctx), listApiKeys(ctx)]);
  return (
    <div className="wrap page grid gap-12">
      <h1 className="title">Settings</h1>
      <section aria-labelledby="h-profile" className="grid gap-5">
        <h2 className="head" id="h-profile">You and your workspace</h2>
        <dl className="facts"><div><dt>Name</dt><dd>{me.name || "–"}</dd></div><div><dt>E-mail address</dt><dd>{me.email}</dd></div><div><dt>Role</dt><dd>{me.role}{me.platformAdmin ? ", administrator of this installation" : ""}</dd></div></dl>
        <WorkspaceForm id={me.workspaceId} name={me.workspaceName} />
      </section>
      <ApiKeys first={apiKeys} scopes={choices} />
      <Sessions first={sessions} />
      <p className="hint"><Link href="/privacy">What this installation keeps, and for how long</Link></p>
    </div>
  );
}

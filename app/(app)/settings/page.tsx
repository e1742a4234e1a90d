import type { Metadata } from "next";
import Link from "next/link";
import { ApiKeys, type ScopeChoice } from "@/components/settings/api-keys";
import { EmailForm } from "@/components/settings/email-form";
import { NewWorkspace } from "@/components/settings/new-workspace";
import { PasswordForm } from "@/components/settings/password-form";
import { SecondFactor } from "@/components/settings/second-factor";
import { Sessions } from "@/components/settings/sessions";
import { Unconfirmed } from "@/components/settings/unconfirmed";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { requirePageActor } from "@/lib/api/page";
import { getMe, listApiKeys, listSessions } from "@/lib/identity/service";
import { atLeast, scopes, type Scope } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "Settings" };

const scopeWords: Record<Scope, string> = {
  "agents:read": "Read agents and what they know", "agents:write": "Make, change and delete agents", "agents:override": "Replace instructions, tools and voice within a call",
  "conversations:read": "Read conversations and hear their sound", "conversations:write": "Delete conversations and their sound", "realtime:connect": "Talk to agents", "speech:use": "Turn text into speech and speech into text",
  "tools:read": "See tools and MCP servers", "tools:write": "Change and try tools and MCP servers",
};
const choices: ScopeChoice[] = scopes.map((scope) => ({ scope, says: scopeWords[scope] }));

export default async function SettingsPage() {
  const ctx = await requirePageActor("/settings");
  const canKeepKeys = atLeast(ctx.actor.role, "builder");
  const [me, sessions, apiKeys] = await Promise.all([getMe(ctx), listSessions(ctx), canKeepKeys ? listApiKeys(ctx) : []]);
  return (
    <div className="grid gap-12">
      <section aria-labelledby="h-profile" className="grid gap-5">
        <h2 className="head" id="h-profile">You and your workspace</h2>
        <dl className="facts"><div><dt>Name</dt><dd>{me.name || "–"}</dd></div><div><dt>E-mail address</dt><dd>{me.email}</dd></div><div><dt>Role</dt><dd>{me.role}{me.platformAdmin ? ", administrator of this installation" : ""}</dd></div></dl>
        {me.emailVerified ? null : <Unconfirmed email={me.email} />}
        {atLeast(me.role, "admin") ? <WorkspaceForm id={me.workspaceId} name={me.workspaceName} /> : <p>In the workspace {me.workspaceName}.</p>}
        <NewWorkspace />
      </section>
      <section aria-labelledby="h-account" className="grid gap-5">
        <h2 className="head" id="h-account">Address and password</h2>
        {me.hasPassword ? <div className="grid gap-8 md:grid-cols-2"><EmailForm /><PasswordForm /></div> : <p>You sign in with your organisation and have no password here. Your address is the one that you have there.</p>}
      </section>
      <SecondFactor on={me.secondFactor} needed={me.platformAdmin && !ctx.actor.platformAdmin} />
      {canKeepKeys ? <ApiKeys first={apiKeys} scopes={choices} /> : null}
      <Sessions first={sessions} />
      <p className="hint"><Link href="/privacy">What this installation keeps, and for how long</Link></p>
    </div>
  );
}

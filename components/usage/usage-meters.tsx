import { Note } from "@/components/ui/note";
import { quotaNames, type QuotaName, type Usage } from "@/lib/billing/schema";
import { amountOf, renewalOf, strainsOf } from "./usage-words";

const titles: Record<QuotaName, string> = { minutes: "Minutes", agents: "Agents", concurrentCalls: "Calls at once" };
const hints: Record<QuotaName, (usage: Usage) => string> = {
  minutes: (usage) => `Talked with the workspace’s agents this month, running calls included. They begin anew on ${renewalOf(usage)}, UTC.`,
  agents: () => "Those that are deleted do not count.",
  concurrentCalls: () => "Running now, with all agents together.",
};

/** The three meters of a plan, with what to do where one is nearly full. */
export function UsageMeters({ usage }: { usage: Usage }) {
  return (
    <ul className="grid gap-8 lg:grid-cols-3">
      {quotaNames.map((name) => <li key={name} className="grid content-start gap-2 border-t border-ink pt-4"><Meter name={name} usage={usage} /></li>)}
    </ul>
  );
}

function Meter({ name, usage }: { name: QuotaName; usage: Usage }) {
  const { used, limit } = usage[name];
  const [strain] = strainsOf(usage, [name]);
  const words = amountOf(name, usage[name]);
  return (
    <>
      <h2 className="head">{titles[name]}</h2>
      <p className="num text-lg">{words}</p>
      {limit === null ? null : (
        <div role="meter" aria-label={titles[name]} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(used, limit)} aria-valuetext={words} className="usage-meter" data-state={strain ? strain.isUsedUp ? "error" : "thinking" : undefined}>
          <span style={{ inlineSize: `${limit === 0 ? 100 : Math.min(100, (used / limit) * 100)}%` }} />
        </div>
      )}
      <p className="hint">{hints[name](usage)}</p>
      {strain ? <Note kind="thinking" className="mt-2" title={strain.title}>{strain.cure}</Note> : null}
    </>
  );
}

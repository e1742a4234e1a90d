import Link from "next/link";
import { referenceEntries } from "@/lib/api/reference";
import { scopes } from "@/lib/platform/roles";

/** Every scope with the operations that need it. */
export function ScopeTable() {
  return (
    <ul className="docs-fields" aria-label="Scopes">
      {scopes.map((scope) => {
        const needing = referenceEntries().filter((entry) => entry.scopes?.includes(scope));
        return (
          <li key={scope}>
            <span className="code font-medium">{scope}</span>
            {needing.length === 0 ? <p>What a caller sends over the socket to change the agent: instructions, tools, voice.</p>
              : <details><summary>{needing.length === 1 ? "One operation" : `${needing.length} operations`}</summary><ul className="docs-list">{needing.map((entry) => <li key={entry.id}><span className="docs-method">{entry.method}</span><Link href={`/docs/reference/${entry.id}`} className="code">{entry.path}</Link></li>)}</ul></details>}
          </li>
        );
      })}
    </ul>
  );
}

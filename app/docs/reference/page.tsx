import type { Metadata } from "next";
import Link from "next/link";
import { DocsHeading } from "@/components/docs/docs-heading";
import { Words } from "@/components/docs/words";
import { referenceEntries, referenceGroups } from "@/lib/api/reference";

export const metadata: Metadata = { title: "Reference" };

const headingOf = (group: string): string => (group.charAt(0).toUpperCase() + group.slice(1).replaceAll("-", " ")).replace(/^(?:Api|Sso|Mcp)\b/, (word) => word.toUpperCase());

export default function ReferencePage() {
  const groups = referenceGroups();
  return (
    <>
      <h1 className="title">Reference</h1>
      <p>Every operation of the HTTP interface, {referenceEntries().length} of them, each with a form to try it. The page is made from <a href="/api/openapi.json">the OpenAPI document</a>, which the server also checks requests by. Calls use <Link href="/docs/websocket">the socket</Link>.</p>
      <nav aria-label="Groups" className="flex flex-wrap gap-x-4 gap-y-1">{groups.map(({ name }) => <a key={name} href={`#${name}`} className="py-1">{headingOf(name)}</a>)}</nav>
      {groups.map(({ name, entries }) => (
        <section key={name} className="grid gap-2">
          <DocsHeading level={2} id={name}>{headingOf(name)}</DocsHeading>
          <ul className="docs-list">
            {entries.map((entry) => <li key={entry.id}><span className="docs-method">{entry.method}</span><Link href={`/docs/reference/${entry.id}`} className="code">{entry.path}</Link><p>{entry.title}. <Words text={entry.description} /></p></li>)}
          </ul>
        </section>
      ))}
    </>
  );
}

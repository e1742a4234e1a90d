import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CodeBlock } from "@/components/docs/code-block";
import { DocsHeading } from "@/components/docs/docs-heading";
import { TryIt } from "@/components/docs/try-it";
import { referenceEntry, type ReferenceEntry } from "@/lib/api/reference";
import { credentialOf, curlSnippet, javascriptSnippet } from "@/lib/api/snippets";
import { Fields } from "../fields";

type Props = { params: Promise<{ operation: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: referenceEntry((await params).operation)?.title ?? "Reference" };
}

const accessWords = (access: string): string => (access === "public" ? "Anybody" : access === "platform-admin" ? "Platform administrators" : `The role ${access}, or one above it`);
const sizeWords = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${Math.round(bytes / 1_024)} KiB`);

export default async function OperationPage({ params }: Props) {
  const entry = referenceEntry((await params).operation);
  if (!entry) notFound();
  return (
    <>
      <p className="crumb"><Link href={`/docs/reference#${entry.group}`}>Reference</Link></p>
      <h1 className="title">{entry.title}</h1>
      <p>{entry.description}</p>
      <p className="docs-path"><span className="docs-method">{entry.method}</span> {entry.path}</p>
      <Facts entry={entry} />
      {entry.parameters.length > 0 ? <Parameters entry={entry} /> : null}
      {entry.body ? <Body entry={entry} /> : null}
      <Answers entry={entry} />
      <Errors entry={entry} />
      <Snippets entry={entry} />
      <DocsHeading level={2} id="try-it">Try it</DocsHeading>
      <TryIt key={entry.id} operation={{ title: entry.title, method: entry.method, path: entry.path, changes: entry.method !== "GET", parameters: entry.parameters, body: entry.body && { contentType: entry.body.contentType, example: entry.body.contentType.endsWith("json") ? entry.body.example ?? "{}" : entry.body.contentType.startsWith("multipart/") ? "{}" : null, file: !entry.body.contentType.endsWith("json") } }} />
    </>
  );
}

function Facts({ entry }: { entry: ReferenceEntry }) {
  return (
    <dl className="docs-facts">
      <dt>Who may</dt><dd>{accessWords(entry.access)}</dd>
      <dt>API keys</dt><dd>{entry.scopes === null ? "No. Sign in, or send an access token." : entry.scopes.length === 0 ? "Any" : <>With {entry.scopes.map((scope, index) => <span key={scope}>{index > 0 ? " and " : ""}<code className="code">{scope}</code></span>)}</>}</dd>
      {entry.maxBytes ? <><dt>Largest body</dt><dd>{sizeWords(entry.maxBytes)}</dd></> : null}
      <dt>Other limits</dt><dd><Link href="/docs/limits">As for every operation</Link></dd>
    </dl>
  );
}

function Parameters({ entry }: { entry: ReferenceEntry }) {
  return (
    <>
      <DocsHeading level={2} id="parameters">Parameters</DocsHeading>
      <Fields shows="required" fields={entry.parameters.map(({ name, type, place, required, description }) => ({ name, type: `${type}, in the ${place}`, required, description, fields: [] }))} />
    </>
  );
}

function Body({ entry: { body } }: { entry: ReferenceEntry }) {
  if (!body) return null;
  return (
    <>
      <DocsHeading level={2} id="body">Body</DocsHeading>
      <p><code className="code">{body.contentType}</code></p>
      {body.fields.length > 0 ? <Fields shows="required" fields={body.fields} /> : null}
      {body.example ? <CodeBlock language="json" code={body.example} /> : null}
    </>
  );
}

function Answers({ entry }: { entry: ReferenceEntry }) {
  return (
    <>
      <DocsHeading level={2} id="answer">Answer</DocsHeading>
      {entry.answers.length === 0 ? <p><span className="num">{entry.status}</span>, without a body.</p> : null}
      {entry.answers.map((answer) => (
        <div key={answer.contentType} className="grid min-w-0 gap-3">
          <p><span className="num">{entry.status}</span>, <code className="code">{answer.contentType}</code></p>
          {answer.fields.length > 0 ? <Fields shows="optional" fields={answer.fields} /> : null}
          {answer.example ? <CodeBlock language="json" code={answer.example} /> : null}
        </div>
      ))}
    </>
  );
}

function Errors({ entry }: { entry: ReferenceEntry }) {
  return (
    <>
      <DocsHeading level={2} id="errors">Errors</DocsHeading>
      <ul className="docs-list">{entry.errors.map(({ code, status, words }) => <li key={code}><span className="num">{status}</span><Link href={`/docs/errors/${code}`} className="code">{code}</Link><p>{words}</p></li>)}</ul>
    </>
  );
}

function Snippets({ entry }: { entry: ReferenceEntry }) {
  const credential = credentialOf(entry);
  return (
    <>
      <DocsHeading level={2} id="from-your-own-code">From your own code</DocsHeading>
      <p>With the server’s address in <code className="code">PARLEY_URL</code>{credential ? <>, {credential === "PARLEY_API_KEY" ? "a key" : <Link href="/docs/authentication">an access token</Link>} in <code className="code">{credential}</code></> : null}{entry.path.includes("{") ? ", and the identifiers of the path in variables" : ""}.</p>
      <CodeBlock language="sh" code={curlSnippet(entry)} />
      <CodeBlock language="js" code={javascriptSnippet(entry)} />
    </>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CodeBlock } from "@/components/docs/code-block";
import { DocsHeading } from "@/components/docs/docs-heading";
import { errorHelp } from "@/lib/api/error-help";
import { errorExample, isErrorCode } from "@/lib/api/error-pages";
import { operationsThatFailWith, referenceEntries } from "@/lib/api/reference";
import { errorTable } from "@/lib/platform/errors";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).code };
}

export default async function ErrorPage({ params }: Props) {
  const { code } = await params;
  if (!isErrorCode(code)) notFound();
  const { status, closeCode, retryable } = errorTable[code];
  const given = operationsThatFailWith(code);
  return (
    <>
      <p className="crumb"><Link href="/docs/errors">Errors</Link></p>
      <h1 className="title code">{code}</h1>
      <p>{errorTable[code].public}</p>
      <dl className="docs-facts">
        <dt>Status</dt><dd className="num">{status}</dd>
        <dt>Try again</dt><dd>{retryable ? "Yes, after the seconds in Retry-After" : "Not as it is: the same request gets the same answer until something has changed"}</dd>
        <dt>On the socket</dt><dd>Where it ends a call, the close code is <span className="num">{closeCode}</span></dd>
      </dl>
      <DocsHeading level={2} id="cause">Cause</DocsHeading>
      <p><Words text={errorHelp[code].cause} /></p>
      <DocsHeading level={2} id="cure">What to do</DocsHeading>
      <p><Words text={errorHelp[code].cure} /></p>
      <DocsHeading level={2} id="example">An answer</DocsHeading>
      <CodeBlock language="json" code={errorExample(code, given.length > 0 && given.every(({ path }) => path.startsWith("/v1/")) ? "openai" : "problem")} />
      <DocsHeading level={2} id="operations">Which operations give it</DocsHeading>
      {given.length === 0 ? <p>None by name: it is told on the socket, or wherever no operation was reached.</p>
        : given.length === referenceEntries().length ? <p>Every one.</p>
          : <ul className="docs-list">{given.map((entry) => <li key={entry.id}><span className="docs-method">{entry.method}</span><Link href={`/docs/reference/${entry.id}`} className="code">{entry.path}</Link></li>)}</ul>}
    </>
  );
}

/** Words with `code` in them. */
const Words = ({ text }: { text: string }) => text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index} className="code">{part}</code> : part));

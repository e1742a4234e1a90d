import type { Metadata } from "next";
import Link from "next/link";
import { CodeBlock } from "@/components/docs/code-block";
import { DocsHeading } from "@/components/docs/docs-heading";
import { errorCodes, errorExample } from "@/lib/api/error-pages";
import { errorTable } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Errors" };

export default function ErrorsPage() {
  const statuses = [...new Set(errorCodes.map((code) => errorTable[code].status))].sort((left, right) => left - right);
  return (
    <>
      <h1 className="title">Errors</h1>
      <p>Every error has a code that stays the same. Decide by the code; show the words to people; keep the request id.</p>
      <DocsHeading level={2} id="shapes">Two shapes, one table</DocsHeading>
      <p>Under <code className="code">/api/v1</code> an error is a problem document (RFC 9457). <code className="code">type</code> is the address of the code’s page here; <code className="code">errors</code> is there where single fields are at fault.</p>
      <CodeBlock language="json" code={errorExample("validation_failed", "problem")} />
      <p>Under <code className="code">/v1</code> it has the shape that OpenAI’s clients read, with the same codes. So has an <code className="code">error</code> event of the socket, inside <code className="code">error</code>.</p>
      <CodeBlock language="json" code={errorExample("rate_limited", "openai")} />
      <p>Where trying again can help the answer says after how many seconds, in <code className="code">Retry-After</code>. Every answer has its request id in <code className="code">X-Request-Id</code>.</p>
      {statuses.map((status) => (
        <section key={status} className="grid gap-2">
          <DocsHeading level={2} id={`status-${status}`}>{status}</DocsHeading>
          <ul className="docs-fields">{errorCodes.filter((code) => errorTable[code].status === status).map((code) => <li key={code}><Link href={`/docs/errors/${code}`} className="code py-1">{code}</Link><p>{errorTable[code].public}</p></li>)}</ul>
        </section>
      ))}
    </>
  );
}

import { Tag } from "@/components/ui/tag";
import type { TriedAnswer } from "@/lib/sdk/try-request";

const mostShown = 100_000;

function bodyOf({ text, sizeBytes }: TriedAnswer): string {
  if (text === null) return `${sizeBytes.toLocaleString("en")} bytes that are no text.`;
  if (text === "") return "No body.";
  let shown = text;
  try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
  return shown.length > mostShown ? `${shown.slice(0, mostShown)}\n… ${(shown.length - mostShown).toLocaleString("en")} characters more` : shown;
}

/** All of an answer: status, how long it took, headers and body. */
export function TriedAnswerView({ answer }: { answer: TriedAnswer }) {
  return (
    <section aria-label="Answer" className="grid min-w-0 gap-3">
      <p role="status"><Tag {...(answer.status >= 400 ? { kind: "error" as const } : {})}><span className="num">{answer.status}</span> {answer.statusText}</Tag> <span className="small soft">in <span className="num">{Math.round(answer.elapsedMs)} ms</span></span></p>
      <details><summary className="small">Headers</summary><dl className="docs-facts mt-2">{answer.headers.map(([name, value]) => <div key={name} className="contents"><dt>{name}</dt><dd className="code">{value}</dd></div>)}</dl></details>
      <div className="docs-code docs-code--answer"><pre tabIndex={0} role="region" aria-label="Body of the answer"><code>{bodyOf(answer)}</code></pre></div>
    </section>
  );
}

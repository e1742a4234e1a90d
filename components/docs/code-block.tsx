import { CopyButton } from "@/components/shell/copy-button";

export interface CodeBlockProps {
  language: string;
  code: string;
  /** The file that it belongs in. */
  file?: string;
  /** Why no test runs it; readers are told. */
  untested?: string;
}

const languages: Record<string, string> = { sh: "Shell", js: "JavaScript", ts: "TypeScript", py: "Python", go: "Go", json: "JSON", html: "HTML", http: "HTTP", text: "Text", ini: "Settings" };

/** Code with its language, its file, a button that copies it and, where no test runs it, the reason. */
export function CodeBlock({ language, code, file, untested }: CodeBlockProps) {
  const name = languages[language] ?? language;
  return (
    <figure className="docs-code">
      <figcaption><span>{file ? <span className="code">{file}</span> : name}</span><CopyButton text={code} label={`Copy ${file ?? name}`} /></figcaption>
      <pre tabIndex={0} role="region" aria-label={file ?? name}><code>{code}</code></pre>
      {untested ? <p className="hint">Not run by a test: {untested}</p> : null}
    </figure>
  );
}

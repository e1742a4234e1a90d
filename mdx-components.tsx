import type { MDXComponents } from "mdx/types";
import Link from "next/link";
import { CodeBlock, type CodeBlockProps } from "@/components/docs/code-block";
import { DocsHeading } from "@/components/docs/docs-heading";
import { Note } from "@/components/ui/note";

/** What the documentation's Markdown becomes. Next looks for this file here. */
const components: MDXComponents = {
  h1: ({ children }) => <h1 className="title">{children}</h1>,
  h2: ({ id, children }) => <DocsHeading level={2} id={id ?? ""}>{children}</DocsHeading>,
  h3: ({ id, children }) => <DocsHeading level={3} id={id ?? ""}>{children}</DocsHeading>,
  a: ({ href = "", children }) => (href.startsWith("/") && !href.startsWith("/api/") ? <Link href={href}>{children}</Link> : <a href={href}>{children}</a>),
  code: ({ children }) => <code className="code">{children}</code>,
  // mdx-blocks.mjs puts in place of a block's properties what is shown of it.
  pre: (props) => <CodeBlock {...(props as unknown as CodeBlockProps)} />,
  table: ({ children }) => <div className="docs-table" tabIndex={0} role="region" aria-label="Table"><table>{children}</table></div>,
  Note,
};

export function useMDXComponents(): MDXComponents { return components; }

import type { ReactNode } from "react";

/** A heading with a link to itself. */
export function DocsHeading({ level, id, children }: { level: 2 | 3; id: string; children: ReactNode }) {
  const Tag = `h${level}` as const;
  return <Tag id={id}>{children}<a className="docs-anchor" href={`#${id}`} aria-label="Link to this section">#</a></Tag>;
}

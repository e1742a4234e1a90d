import { clsx } from "clsx";
import type { CSSProperties } from "react";

/** One line of what comes. Put several in an element with `aria-busy` and a name. */
export const Skeleton = ({ width, className, style }: { width?: string; className?: string; style?: CSSProperties }) =>
  <span aria-hidden className={clsx("skel", className)} style={{ width, ...style }} />;

/** Rows of a table that is on its way. */
export const SkeletonRows = ({ rows = 3, widths }: { rows?: number; widths: readonly string[] }) => (
  <tbody aria-hidden>
    {Array.from({ length: rows }, (_, row) => <tr key={row}>{widths.map((width, column) => <td key={column}><Skeleton width={width} /></td>)}</tr>)}
  </tbody>
);

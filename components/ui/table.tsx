import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** Hairlines between rows; figures right (`className="r num"` on a cell). It scrolls sideways in itself, never the page. */
export const Table = ({ className, label, ...props }: ComponentProps<"table"> & { label?: string }) => (
  <div className="scroll-x" tabIndex={label ? 0 : undefined} role={label ? "region" : undefined} aria-label={label}><table className={clsx("table", className)} {...props} /></div>
);

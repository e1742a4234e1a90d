import { clsx } from "clsx";
import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps } from "react";

/** A figure that opens something. An accessible name must begin with the text that is seen. */
export const Chip = ({ className, children, open, ...props }: ComponentProps<"button"> & { open?: boolean }) => (
  <button type="button" className={clsx("chip", className)} {...(open === undefined ? {} : { "aria-expanded": open })} {...props}>
    {children}{open === undefined ? null : <ChevronDown className="icon" aria-hidden />}
  </button>
);

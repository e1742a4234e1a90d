import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** Grows with its text. `prose` sets reading size for instructions. */
export const Textarea = ({ className, prose, ...props }: ComponentProps<"textarea"> & { prose?: boolean }) =>
  <textarea className={clsx("textarea", prose && "textarea--prose", className)} {...props} />;

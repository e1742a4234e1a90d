import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** Says; opens nothing. */
export const Tag = ({ kind, className, ...props }: ComponentProps<"span"> & { kind?: "ink" | "error" | "thinking" }) =>
  <span className={clsx("tag", kind && `tag--${kind}`, className)} {...props} />;

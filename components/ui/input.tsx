import { clsx } from "clsx";
import type { ComponentProps } from "react";

export const Input = ({ className, ...props }: ComponentProps<"input">) => <input className={clsx("input", className)} {...props} />;

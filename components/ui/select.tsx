import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** The browser's own list: works with every keyboard, reader and phone. Children are `option`s. */
export const Select = ({ className, ...props }: ComponentProps<"select">) => <select className={clsx("select", className)} {...props} />;

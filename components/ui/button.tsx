import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { clsx } from "clsx";

export const buttonClass = cva("btn", {
  variants: {
    /** One `ink` a view; `edge` for the rest; `quiet` in rows. */
    kind: { ink: "btn--ink", edge: "", quiet: "btn--quiet" },
    size: { control: "", small: "btn--small", call: "btn--call" },
  },
  defaultVariants: { kind: "edge", size: "control" },
});

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonClass> {
  /** Gives the look to the child, for links. */
  asChild?: boolean;
  /** What it is doing, in a word ("Saving"); it keeps its width and cannot be pressed again. */
  busy?: string | false;
}

export function Button({ kind, size, className, asChild, busy, children, ...props }: ButtonProps) {
  const classes = clsx(buttonClass({ kind, size }), className);
  if (asChild) return <Slot className={classes} {...props}>{children}</Slot>;
  return (
    <button type="button" className={classes} {...props} {...(busy ? { "aria-busy": true, "aria-disabled": true, onClick: (event) => event.preventDefault() } : {})}>
      {busy ? <span className="grid place-items-center *:[grid-area:1/1]"><span className="invisible inline-flex items-center gap-2" aria-hidden>{children}</span><span>{busy}</span></span> : children}
    </button>
  );
}

/** A square button with an icon; its name is required. */
export function IconButton({ label, className, ...props }: ComponentProps<"button"> & { label: string }) {
  return <button type="button" aria-label={label} title={label} className={clsx("icon-btn", className)} {...props} />;
}

"use client";
import { clsx } from "clsx";
import X from "lucide-react/icons/x";
import * as Radix from "radix-ui/dialog";
import type { ComponentProps, ReactNode } from "react";

export interface DialogProps extends Omit<ComponentProps<typeof Radix.Root>, "children"> {
  title: ReactNode;
  description?: ReactNode;
  /** The control that opens it; leave out where `open` is steered from outside. */
  trigger?: ReactNode;
  /** `sheet` comes from the right edge, and from below on a phone. */
  kind?: "dialog" | "sheet";
  children: ReactNode;
  /** Buttons, at the end. */
  actions?: ReactNode;
}

/** Traps focus, closes on Escape and outside, gives focus back. */
export function Dialog({ title, description, trigger, kind = "dialog", children, actions, ...props }: DialogProps) {
  return (
    <Radix.Root {...props}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className={clsx("dialog", kind === "sheet" && "dialog--sheet")} {...(description ? {} : { "aria-describedby": undefined })}>
          <header><Radix.Title className="head">{title}</Radix.Title><Radix.Close className="icon-btn" aria-label="Close"><X className="icon" aria-hidden /></Radix.Close></header>
          {description ? <Radix.Description className="soft">{description}</Radix.Description> : null}
          <div className="dialog-body">{children}</div>
          {actions ? <footer>{actions}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Closes the dialog it stands in; its child is the button. */
export const DialogClose = ({ children }: { children: ReactNode }) => <Radix.Close asChild>{children}</Radix.Close>;

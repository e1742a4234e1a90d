"use client";
import { clsx } from "clsx";
import Check from "lucide-react/icons/check";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";

export interface MenuProps extends Omit<ComponentProps<typeof Radix.Root>, "children"> {
  /** The button that opens it. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  className?: string;
  children: ReactNode;
}

/** Items on a raised paper; arrows, letters and Escape work as in any menu. */
export function Menu({ trigger, align = "start", side = "bottom", className, children, ...props }: MenuProps) {
  return (
    <Radix.Root {...props}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={clsx("popup", className)} align={align} side={side} sideOffset={6} collisionPadding={8}>{children}</Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const MenuItem = ({ className, ...props }: ComponentProps<typeof Radix.Item>) => <Radix.Item className={clsx("popup-item", className)} {...props} />;
export const MenuLabel = ({ children }: { children: ReactNode }) => <Radix.Label className="popup-label">{children}</Radix.Label>;
export const MenuRule = () => <Radix.Separator className="popup-rule" />;

/** One of several: the chosen has a tick. */
export function MenuChoice({ value, options, onChange }: { value: string; options: readonly { value: string; label: ReactNode }[]; onChange(value: string): void }) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className="popup-item">
          <span className="popup-tick"><Radix.ItemIndicator><Check className="icon" aria-hidden /></Radix.ItemIndicator></span>{option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

"use client";
import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";

/** A word or two beside a control. Never the only place where something is said. */
export function Tooltip({ text, side = "top", children }: { text: ReactNode; side?: "top" | "bottom" | "left" | "right"; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal><Radix.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>{text}</Radix.Content></Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}

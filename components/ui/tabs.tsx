"use client";
import { clsx } from "clsx";
import * as Radix from "radix-ui/tabs";
import type { ComponentProps, ReactNode } from "react";

export interface TabsProps extends Omit<ComponentProps<typeof Radix.Root>, "children"> {
  /** The name of the list of tabs, for screen readers. */
  label: string;
  tabs: readonly { value: string; label: ReactNode; content: ReactNode }[];
  listClassName?: string;
  contentClassName?: string;
}

/** A word and a line. Arrow keys move; only the chosen tab's content is mounted. */
export function Tabs({ label, tabs, listClassName, contentClassName, ...props }: TabsProps) {
  return (
    <Radix.Root defaultValue={tabs[0]?.value} {...props}>
      <Radix.List className={clsx("tabs", listClassName)} aria-label={label}>
        {tabs.map((tab) => <Radix.Trigger key={tab.value} value={tab.value}>{tab.label}</Radix.Trigger>)}
      </Radix.List>
      {tabs.map((tab) => <Radix.Content key={tab.value} value={tab.value} className={contentClassName}>{tab.content}</Radix.Content>)}
    </Radix.Root>
  );
}

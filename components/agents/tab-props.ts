import type { AgentDefinition } from "@/lib/agents/schema";

/** What every tab of the definition gets. */
export interface TabProps {
  definition: AgentDefinition;
  change(part: Partial<AgentDefinition>): void;
}

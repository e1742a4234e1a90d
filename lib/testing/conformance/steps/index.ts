/** Every area of the tour, in order: what comes later may use what was made before. */
import { agents } from "./agents";
import { calls } from "./calls";
import { connections } from "./connections";
import { integrations } from "./integrations";
import { people } from "./people";
import { speech } from "./speech";
import type { Step } from "./step";
import { tools } from "./tools";
import { webhooks } from "./webhooks";

export const steps: readonly Step[] = [agents, calls, speech, people, connections, tools, integrations, webhooks];

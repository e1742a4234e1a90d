/** Every area of the tour, in order: what comes later may use what was made before. */
import { agents } from "./agents";
import { calls } from "./calls";
import { connections } from "./connections";
import { people } from "./people";
import type { Step } from "./step";

export const steps: readonly Step[] = [agents, calls, people, connections];

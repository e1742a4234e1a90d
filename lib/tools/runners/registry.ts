import type { ToolRunner } from "../runner";
import { caldavBook, caldavBusy } from "./caldav";
import { handoverMail } from "./handover-mail";
import { secretWebhook } from "./secret-webhook";

/** Every runner there is, in the files beside this one; what a manifest must bring for each is in lib/integrations/runner-needs.ts. */
const runners: readonly ToolRunner[] = [caldavBusy, caldavBook, handoverMail, secretWebhook];

export const findRunner = (name: string): ToolRunner | null => runners.find((runner) => runner.name === name) ?? null;

"use client";
import type { CallController, CallSnapshot, CallTarget } from "@/lib/client/call-controller";
import { createPageCall } from "@/lib/client/page-call";
import { useController } from "@/lib/sdk/use-controller";

/** One call to one agent; the component that uses it is keyed by the agent. Leaving the page ends the call. */
export const useCall = (target: CallTarget): { controller: CallController; snapshot: CallSnapshot } => useController<CallSnapshot, CallController>(() => createPageCall(target));

"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { createCallController, type CallController, type CallSnapshot, type CallTarget } from "@/lib/client/call-controller";

/** One call to one agent; the component that uses it is keyed by the agent. Leaving the page ends the call. */
export function useCall(target: CallTarget): { controller: CallController; snapshot: CallSnapshot } {
  const [controller] = useState(() => createCallController(target));
  const snapshot = useSyncExternalStore(controller.subscribe, controller.snapshot, controller.snapshot);
  useEffect(() => () => controller.dispose(), [controller]);
  return { controller, snapshot };
}

"use client";
import { useEffect, useState, useSyncExternalStore } from "react";

interface Controller<Snapshot> { snapshot(): Snapshot; subscribe(listener: () => void): () => void; dispose(): void }

/** Something that lives as long as its component, which renders whenever its snapshot changes. */
export function useController<Snapshot, C extends Controller<Snapshot>>(create: () => C & Controller<Snapshot>): { controller: C; snapshot: Snapshot } {
  const [controller] = useState(create);
  const snapshot = useSyncExternalStore(controller.subscribe, controller.snapshot, controller.snapshot);
  useEffect(() => () => controller.dispose(), [controller]);
  return { controller, snapshot };
}

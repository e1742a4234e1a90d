"use client";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Button } from "./button";

interface Shown { id: number; text: ReactNode; undo?: () => void; undoLabel?: string }
type Say = (text: ReactNode, options?: { undo?: () => void; undoLabel?: string }) => void;

const shownForMs = 6_000;
const ToastContext = createContext<Say>(() => {});

/** Says that something was done, with undo where there is one. Errors are notes in place, not toasts. */
export const useToast = (): Say => useContext(ToastContext);

/** Bottom left, above the call bar, one at a time, six seconds; it waits while pointed at or focused. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [held, setHeld] = useState(false);
  const nextId = useRef(1);
  const say = useCallback<Say>((text, options) => setShown({ id: nextId.current++, text, ...options }), []);
  useEffect(() => {
    if (!shown || held) return;
    const timer = setTimeout(() => setShown(null), shownForMs);
    return () => clearTimeout(timer);
  }, [shown, held]);
  const undo = useMemo(() => () => { shown?.undo?.(); setShown(null); }, [shown]);
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
        {shown ? <div className="toast" key={shown.id}><span>{shown.text}</span>{shown.undo ? <Button size="small" onClick={undo}>{shown.undoLabel ?? "Undo"}</Button> : null}</div> : null}
      </div>
    </ToastContext>
  );
}

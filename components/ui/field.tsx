"use client";
import CircleAlert from "lucide-react/icons/circle-alert";
import { clsx } from "clsx";
import { cloneElement, useId, type ReactElement, type ReactNode } from "react";

interface ControlProps { id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Cause and cure, in words. What was typed stays. */
  error?: string | null;
  className?: string;
  /** One control; it is given its id and its descriptions. */
  children: ReactElement<ControlProps>;
}

export function Field({ label, hint, error, className, children }: FieldProps) {
  const own = useId();
  const id = children.props.id ?? own;
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(" ");
  return (
    <div className={clsx("field", className)}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id, ...(described ? { "aria-describedby": described } : {}), ...(error ? { "aria-invalid": true } : {}) })}
      {error ? <p className="err" id={`${id}-error`} role="alert"><CircleAlert className="icon" aria-hidden /><span>{error}</span></p> : null}
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}

import { clsx } from "clsx";
import { useId, type ComponentProps, type ReactNode } from "react";

/** A native checkbox with the role of a switch. Name it by a label or `aria-label`. */
export const Switch = ({ className, ...props }: Omit<ComponentProps<"input">, "type">) =>
  <input type="checkbox" role="switch" className={clsx("switch", className)} {...props} />;

/** A switch in a row: name, hint below, switch at the end. */
export function SwitchRow({ label, hint, ...props }: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="opt">
      <label htmlFor={id}>{label}</label>
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
      <Switch id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...props} />
    </div>
  );
}

import { useId, type ReactNode } from "react";

export interface SegmentsProps<V extends string> {
  legend: ReactNode;
  /** Shows the legend to screen readers only. */
  hideLegend?: boolean;
  name?: string;
  value: V;
  options: readonly { value: V; label: ReactNode }[];
  onChange(value: V): void;
}

/** A choice of two to four short words, side by side. */
export function Segments<V extends string>({ legend, hideLegend, name, value, options, onChange }: SegmentsProps<V>) {
  const own = useId();
  return (
    <fieldset className="field">
      <legend className={hideLegend ? "sr" : undefined}>{legend}</legend>
      <div className="seg">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name ?? own} checked={option.value === value} onChange={() => onChange(option.value)} />{option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

"use client";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId, useState, type ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

interface Column<K extends string> { key: K; label: string; placeholder: string; says: string; pattern?: RegExp }

export interface PairListProps<A extends string, B extends string> {
  title: string;
  hint: ReactNode;
  first: Column<A>;
  second: Column<B>;
  rows: readonly Record<A | B, string>[];
  most: number;
  add: string;
  onChange(rows: Record<A | B, string>[]): void;
  /** What else a row can do. */
  extra?: (row: Record<A | B, string>) => ReactNode;
}

/** Pairs of words, edited in place. A row that cannot be kept yet stays here, says why, and is not passed on. */
export function PairList<A extends string, B extends string>({ title, hint, first, second, rows, most, add, onChange, extra }: PairListProps<A, B>) {
  const [shown, setShown] = useState<readonly Record<A | B, string>[]>(rows);
  const [given, setGiven] = useState(rows);
  const id = useId();
  const valid = (row: Record<A | B, string>) => row[first.key].trim() !== "" && (!first.pattern || first.pattern.test(row[first.key])) && (second.says === "" || row[second.key].trim() !== "");
  if (given !== rows) {
    setGiven(rows);
    if (JSON.stringify(rows) !== JSON.stringify(shown.filter(valid))) setShown(rows);
  }
  const put = (next: readonly Record<A | B, string>[]) => { setShown(next); onChange(next.filter(valid)); };
  const edit = (index: number, key: A | B, value: string) => put(shown.map((row, at) => (at === index ? { ...row, [key]: value } : row)));
  // The computed keys are exactly the two of the row.
  const empty = { [first.key]: "", [second.key]: "" } as Record<A | B, string>;

  return (
    <section aria-labelledby={id}>
      <div className="sub-head"><h2 className="head" id={id}>{title}</h2><Button size="small" disabled={shown.length >= most} onClick={() => setShown([...shown, empty])}><Plus className="icon" aria-hidden />{add}</Button></div>
      <p className="hint mb-3">{hint}</p>
      <div className="pairs">
        {shown.map((row, index) => (
          <div key={index}>
            <div className="pair">
              <Input aria-label={`${first.label}, row ${index + 1}`} placeholder={first.placeholder} value={row[first.key]} spellCheck={false} autoCapitalize="none" aria-invalid={row[first.key] !== "" && !valid(row) ? true : undefined} aria-describedby={valid(row) ? undefined : `${id}-${index}`} onChange={(event) => edit(index, first.key, event.target.value)} />
              <Input aria-label={`${second.label}, row ${index + 1}`} placeholder={second.placeholder} value={row[second.key]} onChange={(event) => edit(index, second.key, event.target.value)} />
              <span className="inline-flex">{extra?.(row)}<IconButton label={`Remove ${row[first.key] || `row ${index + 1}`}`} onClick={() => put(shown.filter((_row, at) => at !== index))}><X className="icon" aria-hidden /></IconButton></span>
            </div>
            {valid(row) ? null : <p className="hint mt-1" id={`${id}-${index}`}>Not kept yet. {[first.says, second.says].filter(Boolean).join(" ")}</p>}
          </div>
        ))}
      </div>
    </section>
  );
}

/** One JSON line per figure, with how many measurements it rests on and how busy the machine was. */
import { readdirSync, readFileSync } from "node:fs";

export interface Figure { id: string; name: string; unit: string; values: number[]; goal?: string; [more: string]: unknown }

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

let busyBefore = cpuTicks();
let busyCores = 0;
/** Figures told together share what the machine did before them. */
const leastTicks = 50;

/** Prints the figure; `values` become n, p50, p95, min and max. `busyCores` counts everything on the machine since the figure before. */
export function report({ values, ...figure }: Figure): void {
  const spread = values.length === 0 ? {} : values.length === 1 ? { value: rounded(values[0] ?? Number.NaN) }
    : { p50: rounded(percentile(values, 0.5)), p95: rounded(percentile(values, 0.95)), min: rounded(Math.min(...values)), max: rounded(Math.max(...values)) };
  process.stdout.write(`${JSON.stringify({ ...figure, n: values.length, ...spread, busyCores: busySinceLastFigure() })}\n`);
}

function busySinceLastFigure(): number {
  const now = cpuTicks();
  if (now.total - busyBefore.total < leastTicks) return busyCores;
  busyCores = rounded((now.busy - busyBefore.busy) / Math.max(1, now.total - busyBefore.total) * now.cores);
  busyBefore = now;
  return busyCores;
}

function cpuTicks(): { busy: number; total: number; cores: number } {
  try {
    const lines = readFileSync("/proc/stat", "utf8").split("\n");
    const fields = (lines[0] ?? "").trim().split(/\s+/).slice(1).map(Number);
    const total = fields.slice(0, 8).reduce((sum, value) => sum + value, 0);
    return { busy: total - (fields[3] ?? 0) - (fields[4] ?? 0), total, cores: lines.filter((line) => /^cpu\d/.test(line)).length };
  } catch { return { busy: 0, total: 0, cores: 0 }; }
}

/** CPU seconds of a process and of its children, those that have ended included, from the kernel (100 ticks a second). */
export function cpuSeconds(pid: number): number {
  const stat = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(stat[field] ?? 0), 0) / 100;
  return own + childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), 0);
}

/** Resident memory of a process and its children, in megabytes. Memory that processes share counts once for each. */
export function residentMegabytes(pid: number): number {
  return ownMegabytes(pid) + childrenOf(pid).reduce((sum, child) => sum + residentMegabytes(child), 0);
}

/** Of the process alone. */
export const ownMegabytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;

function childrenOf(pid: number): number[] {
  try { return readdirSync(`/proc/${pid}/task`).flatMap((task) => read(`/proc/${pid}/task/${task}/children`).trim().split(" ").filter(Boolean).map(Number)); } catch { return []; }
}

/** Empty where the process has just ended. */
function read(path: string): string {
  try { return readFileSync(path, "utf8"); } catch { return ""; }
}

import type { ToolRunner } from "../runner";

/** Every runner there is, each in a file of its name beside this one. */
const runners: readonly ToolRunner[] = [];

export const findRunner = (name: string): ToolRunner | null => runners.find((runner) => runner.name === name) ?? null;

export function parseOptions(argumentsGiven: string[], shape: Record<string, "flag" | "text" | "number">, help: string): Record<string, string | number | boolean | undefined> & { _: string[] };

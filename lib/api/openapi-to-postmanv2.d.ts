declare module "openapi-to-postmanv2" {
  export interface ConversionResult { result: boolean; reason?: string; output?: { type: string; data: unknown }[] }
  export function convertV2(input: { type: "string"; data: string }, options: Record<string, unknown>, done: (error: Error | null, result: ConversionResult) => void): void;
}

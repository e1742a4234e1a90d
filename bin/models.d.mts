/** Types of `models.mjs` for the TypeScript that calls it. */
export interface ModelPackage { name: string; index: "pypi" | "npm"; version: string; sha256?: string; integrity?: string; sizeBytes: number; licence: string; holds: string }
export interface ModelFile { path: string; group: "core" | "fine"; parts: { package: string; member: string; sha256?: string }[]; metadata?: Record<string, string>; tokens?: "piper" | "kokoro"; sizeBytes: number; sha256: string }
export interface ModelLock { lockVersion: number; packages: ModelPackage[]; files: ModelFile[] }
export interface ModelProgress { step: number; steps: number; name: string; holds: string; receivedBytes: number; sizeBytes: number; done: boolean }
export interface ModelOptions { directory?: string; groups?: readonly ("core" | "fine")[]; full?: boolean; lock?: ModelLock; onRefused?(path: string): void }

export class ModelFetchError extends Error {}
export function readLock(file?: string): ModelLock;
export function modelsDirectory(env?: Record<string, string | undefined>): string;
export function missingModels(options?: ModelOptions): string[];
export function ensureModels(options?: ModelOptions & { onProgress?(progress: ModelProgress): void; fetch?(pin: ModelPackage, downloads: string, onBytes: (receivedBytes: number) => void): Promise<string> }): Promise<string[]>;
export function printProgress(stream?: NodeJS.WriteStream): (progress: ModelProgress) => void;
export function printRefused(path: string): void;

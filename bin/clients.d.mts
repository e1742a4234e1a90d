export function hasJava(): boolean;
/** Goals of the Maven project in `clients/`; gives its exit code. */
export function maven(project: string, goals: string[], env?: Record<string, string>): Promise<number>;
/** What is wrong with what was written; empty where nothing is. */
export function writeClients(): Promise<string[]>;
export function compileKotlin(): Promise<boolean>;

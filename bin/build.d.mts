/** Whether what was built is what the sources say now. */
export function isBuilt(): boolean;
export function buildAll(node?: string): Promise<void>;

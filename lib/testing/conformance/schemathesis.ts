import type { Person, Stage } from "./stage";
import type { Known } from "./tour";
export async function fuzz(_given: { stage: Stage; owner: Person; known: Known; seed: number | undefined }): Promise<{ passed: number; failed: number }> { return { passed: 0, failed: 0 }; }

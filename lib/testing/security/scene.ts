/** What the scanners are shown: a stage where every list has rows. Made once for a stage, by whichever section asks first. */
import type { Person, Stage } from "../conformance/stage";
import { walk, type Walked } from "../conformance/walk";

export interface Scene { owner: Person; walked: Walked }

const scenes = new WeakMap<Stage, Promise<Scene>>();

export function scene(stage: Stage): Promise<Scene> {
  const made = scenes.get(stage) ?? make(stage);
  scenes.set(stage, made);
  return made;
}

async function make(stage: Stage): Promise<Scene> {
  const owner = await stage.person("scanned", { admin: true });
  const walked = await walk(stage, owner);
  if (walked.faults.length > 0) throw new Error(`The tour ended early: ${walked.faults.join("\n")}`);
  return { owner, walked };
}

/** After a new key was put in front of ENCRYPTION_KEYS: seals with it whatever an older one sealed. */
import { resealSecondFactors } from "@/lib/identity/second-factor";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { resealInstallations } from "@/lib/integrations/reseal";
import type { Resealed } from "@/lib/platform/resealing";
import { resealProviderKeys } from "@/lib/provider-keys/reseal";
import { resealSsoSecrets } from "@/lib/sso/service";
import { resealMcpHeaders, resealToolSecrets } from "@/lib/tools/reseal";
import { CommandError } from "./command-error";

/** One function for each table that holds something sealed. */
const resealers: readonly ((ctx: Ctx) => Promise<Resealed>)[] = [
  resealProviderKeys, resealSsoSecrets, resealSecondFactors, resealToolSecrets, resealMcpHeaders, resealInstallations,
];

/** Prints what was done; throws where something could not be opened. Ended at any point, it goes on where it is begun again. */
export async function rotateSecrets(ctx: Ctx = systemCtx()): Promise<void> {
  const unopened: string[] = [];
  for (const reseal of resealers) {
    const done = await reseal(ctx);
    console.log(`${done.name}: ${done.resealed} sealed anew, ${done.current} sealed with the newest key before.`);
    for (const id of done.unopened) console.error(`${done.name}: ${id} cannot be opened.`);
    unopened.push(...done.unopened);
  }
  // Asked again at the end: a server that has not been restarted with the new setting still seals with the older key.
  const late = (await Promise.all(resealers.map((reseal) => reseal(ctx)))).reduce((sum, { resealed }) => sum + resealed, 0);
  if (late > 0) throw new CommandError(`${late} more were sealed with an older key while this ran. Restart every server with the new ENCRYPTION_KEYS, then run this again.`, 1);
  if (unopened.length > 0) {
    throw new CommandError(`${unopened.length} could not be opened: the key that sealed ${unopened.length === 1 ? "it" : "them"} is not in ENCRYPTION_KEYS, or the row was changed. Remove no key; put the missing one back, or set these secrets again.`, 1);
  }
  console.log("Everything is sealed with the newest key: the older ones may be removed from ENCRYPTION_KEYS.");
}

/** The workspace's hours for sound, as they hold for what is kept of the speech operations. */
import type { Statements } from "@/lib/platform/db";
import { shortenLives } from "./store";

/** In the transaction that sets them: a shorter life holds for what is there; a longer one does not. */
export const shortenSpeechResults = (tx: Statements, workspaceId: string, hours: number): Promise<number> => shortenLives(tx, workspaceId, hours);

/** A process that erases in the smallest batches, to be killed. Its argument is how far its clock is ahead, in milliseconds. */
import { systemClock } from "@/lib/platform/clock";
import { systemCtx } from "@/lib/platform/ctx";
import { erasePeople } from "./erasing";

const aheadMs = Number(process.argv[2]);
await erasePeople(systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + aheadMs) } }), { batch: 1 });

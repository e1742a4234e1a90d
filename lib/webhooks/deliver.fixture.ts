/** A process that delivers what is due, to be killed while an answer is waited for. */
import { systemCtx } from "@/lib/platform/ctx";
import { deliverWebhooks } from "./deliver";

await deliverWebhooks(systemCtx(), ({ subjectId }) => Promise.resolve({ about: subjectId }));

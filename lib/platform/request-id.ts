/** The id that ties a page, a request, a call and a worker together in the logs. */
import { newId } from "./ids";

/** An incoming id is kept only where it is short and plain; anything else could forge a log line. */
export const requestIdFrom = (incoming: string | null | undefined): string => (incoming && /^[A-Za-z0-9_.-]{8,64}$/.test(incoming) ? incoming : newId("req"));

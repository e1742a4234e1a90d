import { reportError } from "@/lib/platform/sentry";

/** Faults that Next catches while it renders; doors report their own. */
export async function onRequestError(error: unknown, _request: unknown, context: { routePath: string; routeType: string }): Promise<void> {
  reportError(error, { route: context.routePath, type: context.routeType });
}

/** Loads the error reporter after the page is at rest, and only where the page names a DSN; without one nothing is fetched. */
let capture: ((href: string, type: string) => void) | undefined;

async function load(dsn: string): Promise<void> {
  const sentry = await import("@sentry/nextjs");
  sentry.init({
    dsn, tracesSampleRate: 0,
    defaultIntegrations: false,
    beforeSend(event) { delete event.request; delete event.user; return event; },
  });
  capture = sentry.captureRouterTransitionStart;
}

const dsn = document.querySelector<HTMLMetaElement>('meta[name="parley-sentry-dsn"]')?.content;
if (dsn) {
  if ("requestIdleCallback" in window) requestIdleCallback(() => void load(dsn));
  else setTimeout(() => void load(dsn), 2_000);
}

export const onRouterTransitionStart = (href: string, type: string): void => capture?.(href, type);

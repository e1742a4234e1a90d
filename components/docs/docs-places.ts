/** The documentation's pages in reading order: the side navigation, and previous and next. */
export const docsPlaces = [
  { href: "/docs", label: "Overview" },
  { href: "/docs/getting-started", label: "Getting started" },
  { href: "/docs/authentication", label: "Authentication" },
  { href: "/docs/conventions", label: "Conventions" },
  { href: "/docs/applications", label: "SDK and talk button" },
  { href: "/docs/websocket", label: "WebSocket" },
  { href: "/docs/webhooks", label: "Webhooks" },
  { href: "/docs/limits", label: "Limits" },
  { href: "/docs/errors", label: "Errors" },
  { href: "/docs/troubleshooting", label: "Troubleshooting" },
  { href: "/docs/reference", label: "Reference" },
] as const;

/** The place that holds this address: itself, or the section it is in. */
export const placeOf = (pathname: string): number => {
  const within = docsPlaces.findIndex(({ href }, index) => index > 0 && (pathname === href || pathname.startsWith(`${href}/`)));
  return within === -1 ? 0 : within;
};

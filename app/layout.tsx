import "@fontsource-variable/bricolage-grotesque/opsz.css";
import "@fontsource-variable/geist";
import "@fontsource-variable/geist-mono";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { themeScript } from "@/components/ui/theme-script";
import { ToastProvider } from "@/components/ui/toast";
import { scriptedVoiceReason } from "@/lib/voices/service";
import { pageDsn } from "@/lib/platform/sentry";

export const metadata: Metadata = {
  title: { default: "Parley", template: "%s · Parley" },
  description: "Open, self-hostable voice agents. One command, no key, works offline.",
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [{ media: "(prefers-color-scheme: light)", color: "#FAF8F4" }, { media: "(prefers-color-scheme: dark)", color: "#15140F" }],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading it also makes every page dynamic: a page built beforehand would carry no nonce and lose its scripts.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const dsn = pageDsn();
  const scripted = scriptedVoiceReason();
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {dsn ? <meta name="parley-sentry-dsn" content={dsn} /> : null}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <a className="skip" href="#main">Skip to content</a>
        {scripted ? <p className="banner" role="status"><b>The scripted voice speaks here.</b> It hums and understands nothing: {scripted}</p> : null}
        <ToastProvider>{children}</ToastProvider>
      </body>
    </html>
  );
}

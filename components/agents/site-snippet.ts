/** What a site's own page is given: the one tag, and the addresses of sites as browsers write them. */
import type { WidgetLook } from "@/lib/agents/schema";

export interface ButtonLook { theme: WidgetLook["theme"]; accent: WidgetLook["accent"]; label: string; position: "bottom-right" | "bottom-left" }

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? "");

/** What stands at its default is left out. */
export function siteSnippet(home: string, slug: string, { theme, accent, label, position }: ButtonLook): string {
  const data = { agent: slug, theme, ...(accent === "ink" ? {} : { accent }), ...(label.trim() ? { label: label.trim() } : {}), position };
  return `<script src="${home}/widget.js" ${Object.entries(data).map(([name, value]) => `data-${name}="${escaped(value)}"`).join(" ")} async></script>`;
}

/** The button by itself, as a site would show it. */
export const previewPath = (slug: string, { theme, accent, label }: ButtonLook): string =>
  `/embed/${encodeURIComponent(slug)}?${new URLSearchParams({ theme, accent, ...(label.trim() ? { label: label.trim() } : {}) })}`;

/** The origin that was meant by an address as people write it; as it was typed where it is none, for the server to say why. */
export function originOf(typed: string): string {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) && new URL(address).origin !== "null" ? new URL(address).origin : text;
}

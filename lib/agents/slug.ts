import { randomBytes } from "node:crypto";

/** An address from a name: "Zoë's Café" becomes "zoe-s-cafe"; a name without letters becomes "agent". */
export function slugOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 50).replace(/^-+|-+$/g, "");
  return plain.length >= 2 ? plain : "agent";
}

/** The same address with a few letters that make it nobody else's. */
export const slugWithSuffix = (slug: string): string => `${slug.slice(0, 50).replace(/-+$/, "")}-${randomBytes(3).toString("hex")}`;

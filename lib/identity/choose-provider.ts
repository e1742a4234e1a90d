import { env } from "@/lib/platform/env";
import { embeddedProvider } from "./embedded";
import type { IdentityProvider } from "./provider";
import { supabaseProvider } from "./supabase";

export const identityProvider = (): IdentityProvider => (env().AUTH_PROVIDER === "supabase" ? supabaseProvider : embeddedProvider);

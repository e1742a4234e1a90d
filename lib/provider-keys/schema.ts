import { z } from "zod";
import { listOf } from "@/lib/platform/page";

export const keyedProviders = ["openai", "google"] as const;
export type KeyedProvider = (typeof keyedProviders)[number];

const key = z.string().trim().min(8).max(500).regex(/^[\x21-\x7e]*$/, "A key has no spaces and only plain characters.").describe("Shown to nobody again.");
const baseUrl = z.url({ protocol: /^https?$/ }).max(400).nullable().default(null).describe("Of a server that speaks OpenAI's protocol, with its version: https://models.example.org/v1. Null: OpenAI itself.");

export const providerKeyInput = z.strictObject({ provider: z.enum(keyedProviders), key, baseUrl }).meta({ id: "ProviderKeyInput" });
export type ProviderKeyInput = z.output<typeof providerKeyInput>;

export const providerKey = z.object({
  id: z.string(), provider: z.enum(keyedProviders), lastFour: z.string().describe("Empty for a short key."), baseUrl: z.string().nullable(),
  setBy: z.string().nullable().describe("Name or address of the member; null where they are gone."), setAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable().describe("To the minute."),
  opens: z.boolean().describe("False: it is sealed with a key that this installation no longer has. Calls go on without it; set it again."),
}).meta({ id: "ProviderKey" });
export type ProviderKey = z.infer<typeof providerKey>;

export const providerKeyList = listOf(providerKey, "ProviderKeyList", {
  installation: z.array(z.enum(keyedProviders)).describe("Providers that the installation itself is set up for, used where the workspace has no key."),
});
export type ProviderKeyList = Omit<z.infer<typeof providerKeyList>, "nextCursor">;

export const providerKeyTest = z.object({ outcome: z.enum(["accepted", "refused", "unreachable"]), message: z.string().describe("In plain words; nothing of what the provider answered.") }).meta({ id: "ProviderKeyTest" });
export type ProviderKeyTest = z.infer<typeof providerKeyTest>;

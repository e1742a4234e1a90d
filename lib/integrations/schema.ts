import { z } from "zod";
import { listOf, listQuery } from "@/lib/platform/page";

const instant = z.iso.datetime();
export const integrationName = z.string().max(60).meta({ example: "http-request" });
const hash = z.string().regex(/^[0-9a-f]{64}$/, "A hash has 64 figures, as the catalogue shows it.").describe("SHA-256 of the manifest's file.").meta({ example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" });

export const integrationKinds = ["tool", "mcp", "provider"] as const;
export type IntegrationKind = (typeof integrationKinds)[number];

export const integrationScope = z.object({ scope: z.string(), words: z.string().describe("What it allows, for whoever decides.") }).meta({ id: "IntegrationScope" });
export type IntegrationScope = z.infer<typeof integrationScope>;

export const integrationSetting = z.object({
  name: z.string(), title: z.string(), hint: z.string().nullable(), kind: z.enum(["text", "number", "url", "secret", "secret-url"]), required: z.boolean(), example: z.string().nullable(),
}).meta({ id: "IntegrationSetting" });
export type IntegrationSetting = z.infer<typeof integrationSetting>;

export const integration = z.object({
  name: z.string(), title: z.string(), description: z.string(), version: z.string(), kind: z.enum(integrationKinds),
  source: z.enum(["shipped", "folder"]).describe("`folder`: the operator of this installation added it."), hash,
  scopes: z.array(integrationScope), settings: z.array(integrationSetting), tools: z.array(z.object({ name: z.string(), description: z.string() })),
}).meta({ id: "Integration" });
export type Integration = z.infer<typeof integration>;

export const faultyFile = z.object({ file: z.string(), fault: z.string().describe("What is wrong with it, in words.") }).meta({ id: "FaultyManifest" });
export type FaultyFile = z.infer<typeof faultyFile>;

export const integrationQuery = listQuery({ sorts: ["title", "name"], first: "title", limit: 100 }).extend({ kind: z.enum(integrationKinds).optional() });
export const integrationList = listOf(integration, "IntegrationList").extend({ faulty: z.array(faultyFile).describe("Files of the operator's folder that cannot be used. Nothing else suffers from them.") }).meta({ id: "IntegrationList" });
export type IntegrationList = z.infer<typeof integrationList>;

const value = z.union([z.string().max(2_000), z.number(), z.null()]);
const given = z.record(z.string().max(60), value).refine((all) => Object.keys(all).length <= 20, "At most 20 settings.").describe("By the names of the manifest's settings, secrets too. Null takes one back; what is left out stays as it is.")
  .meta({ example: { address: "https://api.example.org/parley" } });
export type GivenSettings = z.output<typeof given>;

export const installationInput = z.strictObject({ name: integrationName, hash: hash.describe("Of the manifest whose scopes are agreed to; another one by now answers `precondition_failed`."), settings: given.default({}) }).meta({ id: "InstallationInput" });
export type InstallationInput = z.output<typeof installationInput>;
export const installationChange = z.strictObject({ settings: given }).meta({ id: "InstallationChange" });
export const installationApproval = z.strictObject({ hash: hash.describe("Of the manifest as it is now."), settings: given.default({}) }).meta({ id: "InstallationApproval" });

/** What another file asks for, beside what was agreed to. */
const update = z.object({
  version: z.string(), hash, scopesAdded: z.array(integrationScope), scopesDropped: z.array(integrationScope), toolsAdded: z.array(z.string()), toolsChanged: z.array(z.string()).describe("Tools that do, say or ask for something else than before."), toolsDropped: z.array(z.string()),
  settings: z.array(integrationSetting),
}).meta({ id: "InstallationUpdate" });
export type InstallationUpdate = z.infer<typeof update>;

export const installationStates = ["installed", "changed", "missing"] as const;
export const installation = z.object({
  id: z.string(), name: z.string(), title: z.string(), description: z.string(), version: z.string(), kind: z.enum(integrationKinds), hash: hash.describe("Of the manifest that was agreed to."),
  state: z.enum(installationStates).describe("`changed`: its file is another one now; `missing`: its file is gone or at fault. Its tools are switched off then."),
  update: update.nullable().describe("What is to be approved, where the state is `changed`."),
  scopes: z.array(integrationScope), settings: z.array(integrationSetting),
  values: z.record(z.string(), z.union([z.string(), z.number()])).describe("What was entered, without secrets."), secrets: z.array(z.object({ name: z.string(), lastFour: z.string().describe("Empty for a short one.") })),
  opens: z.boolean().describe("False: its secrets are sealed with a key that this installation no longer has. Enter them again."),
  tools: z.array(z.string()), installedBy: z.string().nullable().describe("Name or address of the member; null where they are gone."), installedAt: instant, updatedAt: instant,
}).meta({ id: "Installation" });
export type Installation = z.infer<typeof installation>;

export const installationQuery = listQuery({ sorts: ["title", "installedAt"], first: "title", limit: 100 });
export const installationList = listOf(installation, "InstallationList");
export type InstallationList = z.infer<typeof installationList>;

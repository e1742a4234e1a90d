/** The manifest of an integration, `parley.integration/1`: strict, so that whatever is in it has been read and shown. */
import { z } from "zod";
import { cleanText } from "@/lib/platform/text";

/** What a scope is written like. */
export const scopePattern = /^(secrets|mail|handover|provider|server-tools|network:([a-z0-9.-]+(:\d{1,5})?|\{(settings|secrets)\.[a-z][a-z0-9_]{0,39}\}))$/;

export const manifestFormat = "parley.integration/1";
export const manifestName = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
export const settingName = /^[a-z][a-z0-9_]{0,39}$/;

const words = (most: number) => z.string().min(1).max(most).refine((text) => cleanText(text) === text && text.trim() === text && !text.includes("\n"), "One line, without characters that cannot be seen.");

export const secretKinds: readonly string[] = ["secret", "secret-url"];
export const settingKinds = ["text", "number", "url", "secret", "secret-url"] as const;
export type SettingKind = (typeof settingKinds)[number];

const setting = z.strictObject({
  name: z.string().regex(settingName).describe("How placeholders call it: `{settings.name}`, of a secret `{secrets.name}`."),
  title: words(60).describe("Over the field, for whoever installs it."),
  hint: words(300).optional().describe("Where to find the value."),
  kind: z.enum(settingKinds).describe("`url` is a whole address. `secret` and `secret-url`, an address that is itself a key, are encrypted and shown to nobody again."),
  required: z.boolean().default(true),
  example: words(200).optional().describe("What a good value looks like; never of a secret."),
});

const property = z.strictObject({
  type: z.enum(["string", "number", "integer", "boolean"]),
  description: words(300),
  enum: z.array(words(100)).min(1).max(50).optional(),
  format: z.enum(["date", "date-time", "email"]).optional(),
  maxLength: z.number().int().min(1).max(4_000).optional(),
  minimum: z.number().optional(), maximum: z.number().optional(),
});
const parameters = z.strictObject({
  type: z.literal("object"),
  properties: z.record(z.string().regex(settingName), property).refine((all) => Object.keys(all).length <= 20, "At most 20 arguments."),
  required: z.array(z.string()).max(20).default([]),
  additionalProperties: z.literal(false).default(false),
}).describe("JSON Schema of the arguments, of objects with plain values.");

const template = z.string().max(2_000);
const headers = z.record(z.string().regex(/^[a-z0-9-]{1,60}$/, "A header's name, in small letters."), template).refine((all) => Object.keys(all).length <= 20, "At most 20 headers.");
const request = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  url: template.describe("`https://` and a host, or one setting of the kind `url` or `secret-url`; then a path. Arguments may be in the path alone."),
  query: z.record(z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/), template).default({}).describe("Behind the `?`. What names a setting that was not entered is left out."),
  headers: headers.default({}).describe("Settings and secrets may be in them, arguments never. What names one that was not entered is left out."),
  body: z.record(z.string().max(100), z.json()).optional().describe("JSON. A text that is one placeholder becomes its value, whatever its kind; what has no value is left out. Without `body`, the arguments are sent as they are."),
});

const tool = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{2,39}$/).describe("What the model calls it."),
  description: words(600).describe("For the model: when to use it."),
  parameters,
  request: request.optional(),
  runner: z.string().max(60).optional().describe("A named piece of this installation's own code, instead of `request`."),
  timeoutMs: z.number().int().min(500).max(20_000).default(8_000),
  filler: words(200).optional().describe("Said aloud where the answer takes longer than a moment."),
});
export type ManifestTool = z.output<typeof tool>;

export const manifestShape = z.strictObject({
  $schema: z.string().max(300).optional().describe("For editors; not read."),
  format: z.literal(manifestFormat),
  name: z.string().regex(manifestName).describe("Also the file's: `name.json`."),
  title: words(60), description: words(400),
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  kind: z.enum(["tool", "mcp", "provider"]),
  settings: z.array(setting).max(12).default([]),
  scopes: z.array(z.string().regex(scopePattern, "Not a scope. One is `network:` with a host, `{settings.name}` or `{secrets.name}`, `secrets`, `mail`, `handover`, `provider` or `server-tools`.")).max(20)
    .describe("What it asks for: exactly what it does, `network:` once for each address."),
  tools: z.array(tool).max(12).default([]),
  mcp: z.strictObject({ url: template, headers: headers.default({}) }).optional().describe("A server that speaks MCP over streamable HTTP."),
  provider: z.strictObject({ protocol: z.literal("openai"), baseUrl: template, key: template }).optional().describe("A server that speaks OpenAI's protocol, with its version: `{settings.address}/v1`."),
});
export type Manifest = z.output<typeof manifestShape>;


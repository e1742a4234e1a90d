import { z } from "zod";
import { knowledgeFile } from "@/lib/knowledge/schema";
import { listOf, listQuery } from "@/lib/platform/page";
import { line, text } from "@/lib/platform/text-shapes";
import { toolName } from "@/lib/tools/schema";
import { defaultTurnPolicy, turnPolicyBounds } from "@/lib/voice/turn-policy";

const bounded = (name: keyof typeof turnPolicyBounds) => {
  const [least, most] = turnPolicyBounds[name] ?? [0, 0];
  return z.number().min(least).max(most);
};
const milliseconds = (name: keyof typeof turnPolicyBounds, means: string) => bounded(name).int().default(defaultTurnPolicy[name] as number).describe(means);

export const turnTaking = z.strictObject({
  endpointing: z.enum(["semantic", "silence", "manual"]).default(defaultTurnPolicy.endpointing).describe("What decides that the caller has finished: sound, words and silence; silence alone; or a button."),
  patience: z.enum(["eager", "normal", "patient"]).default(defaultTurnPolicy.patience).describe("How long a pause is borne."),
  voiceThreshold: bounded("voiceThreshold").default(defaultTurnPolicy.voiceThreshold),
  silenceMs: milliseconds("silenceMs", "Silence after which a finished utterance is answered."),
  maxHoldMs: milliseconds("maxHoldMs", "Longest silence that an utterance taken for unfinished is given."),
  interruptible: z.boolean().default(defaultTurnPolicy.interruptible).describe("Whether speech stops the agent."),
  interruptMs: milliseconds("interruptMs", "Speech over the agent's voice that stops it."),
  sendAheadMs: milliseconds("sendAheadMs", "Audio sent ahead of its playback, at most."),
  replyTimeoutMs: milliseconds("replyTimeoutMs", "Silence after a turn that becomes a spoken error."),
  idleMs: milliseconds("idleMs", "Silence of both sides after which the caller is asked once; after the same again the call ends."),
  maxDurationMs: milliseconds("maxDurationMs", "Longest call."),
}).meta({ id: "TurnTaking" });

const providerName = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

export const agentVoice = z.strictObject({
  provider: providerName.default("local").describe("`local`, `openai`, `google` or `scripted`."),
  voice: line(0, 120).default("piper:joe").describe("`piper:joe`, `kokoro:af_heart`, or the provider's own name."),
  speed: z.number().min(0.5).max(2).default(1),
}).meta({ id: "AgentVoice" });

export const agentModel = z.strictObject({
  provider: providerName.default("knowledge").describe("`knowledge`, `openai` (any compatible server), `llama` or `scripted`."),
  model: line(0, 200).default(""),
  baseUrl: z.url({ protocol: /^https?$/ }).max(400).nullable().default(null).describe("Of an OpenAI-compatible server; null is the one configured."),
  temperature: z.number().min(0).max(2).nullable().default(null),
  maxTokens: z.number().int().min(16).max(4_096).nullable().default(null),
}).meta({ id: "AgentModel" });

export const agentTranscriber = z.strictObject({ provider: providerName.default("local"), model: line(0, 200).default("") }).meta({ id: "AgentTranscriber" });

export const pronunciation = z.strictObject({ written: line(1, 80), spoken: line(1, 160) }).meta({ id: "Pronunciation" });
export const agentVariable = z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/).meta({ example: "opening_hours" }), value: text(0, 2_000) }).meta({ id: "AgentVariable" });

/** Everything that makes an agent sound and behave as it does; drafts, versions and exported files hold exactly this. */
export const agentDefinition = z.strictObject({
  greeting: text(0, 600).default(""),
  instructions: text(0, 8_000).default(""),
  saysItIsAi: z.boolean().default(true),
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/).default("en"),
  voice: agentVoice.prefault({}),
  model: agentModel.prefault({}),
  transcriber: agentTranscriber.prefault({}),
  turnTaking: turnTaking.prefault({}),
  variables: z.array(agentVariable).max(50).default([]),
  pronunciations: z.array(pronunciation).max(200).default([]),
  endsCalls: z.boolean().default(true).describe("Whether the agent may end the call by itself."),
  tools: z.array(toolName).max(20).refine((names) => new Set(names).size === names.length, "Each tool once.").default([]).describe("Names of tools of the workspace that the agent may use; no others are shown to it."),
  handsOver: z.boolean().default(false).describe("Whether the agent may leave a message for a person of the workspace."),
}).meta({ id: "AgentDefinition" });
export type AgentDefinition = z.infer<typeof agentDefinition>;

export const agentSlug = z.string().min(2).max(60).regex(/^[a-z0-9](-?[a-z0-9])*$/, "Small letters, figures and single hyphens.");
const agentName = line(1, 80);
const visibility = z.enum(["private", "public"]);

/** Exactly what a browser calls an origin: nothing that could end a directive of a policy, no wildcard, no path. */
const origin = /^(https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http:\/\/(?:localhost|127\.0\.0\.1))(?::[1-9]\d{0,4})?$/;
const isOrigin = (value: string): boolean => origin.test(value) && URL.canParse(value) && new URL(value).origin === value;
export const allowedOrigin = z.string().max(255).refine(isOrigin, "An origin as browsers write it, such as https://www.example.com: https (http for localhost alone), small letters, no path, no wildcard.").meta({ id: "AllowedOrigin", example: "https://www.example.com" });
export const mostAllowedOrigins = 20;
const allowedOrigins = z.array(allowedOrigin).max(mostAllowedOrigins).refine((list) => new Set(list).size === list.length, "An origin stands there twice.")
  .describe("Sites that may show this agent's talk button in a frame, exactly these. Empty: no site but this server's own.");

/** How the talk button looks on a site; see docs/widget.md. */
export const widgetThemes = ["auto", "light", "dark"] as const;
export const widgetAccents = ["ink", "teal", "amber", "vermilion", "crimson", "blue", "violet"] as const;
export const widgetLook = z.object({
  theme: z.enum(widgetThemes).catch("auto"), accent: z.enum(widgetAccents).catch("ink"), label: line(1, 40).nullable().catch(null),
});
export type WidgetLook = z.infer<typeof widgetLook>;

export const agentSummary = z.object({
  id: z.string(), workspaceId: z.string(), slug: agentSlug, name: z.string(), visibility,
  publishedVersion: z.number().int().nullable(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
}).meta({ id: "AgentSummary" });
export type AgentSummary = z.infer<typeof agentSummary>;

export const agent = agentSummary.extend({ draft: agentDefinition, draftRevision: z.number().int(), allowedOrigins: z.array(z.string()) }).meta({ id: "Agent" });
export type Agent = z.infer<typeof agent>;

export const agentWarning = z.discriminatedUnion("code", [
  z.object({ code: z.literal("unknown_variable"), variable: z.string(), where: z.string().describe("`greeting`, `instructions` or `knowledge`.") }),
  z.object({ code: z.literal("unknown_tool"), tool: z.string() }).describe("The workspace has no tool of this name; calls go on without it."),
  z.object({ code: z.literal("tool_off"), tool: z.string() }).describe("The tool is switched off, or changed since it was chosen; calls go on without it."),
]).meta({ id: "AgentWarning" });
export type AgentWarning = z.infer<typeof agentWarning>;

/** An agent as its editor sees it. */
export const agentDetail = agent.extend({ warnings: z.array(agentWarning) }).meta({ id: "AgentDetail" });
export type AgentDetail = z.infer<typeof agentDetail>;

export const agentInput = z.strictObject({
  name: agentName, slug: agentSlug.optional(), template: z.string().max(60).optional().describe("Name of a template to begin with."), definition: agentDefinition.optional(),
}).meta({ id: "AgentInput" });
export type AgentInput = z.infer<typeof agentInput>;

export const agentChange = z.strictObject({
  name: agentName.optional(), slug: agentSlug.optional(), visibility: visibility.optional(), allowedOrigins: allowedOrigins.optional(), definition: agentDefinition.optional(),
  draftRevision: z.number().int().optional().describe("The revision this change was made from; needed with `definition`. Another one answers `precondition_failed`."),
}).refine((change) => change.definition === undefined || change.draftRevision !== undefined, { path: ["draftRevision"], message: "Say which revision the definition was made from." }).meta({ id: "AgentChange" });
export type AgentChange = z.infer<typeof agentChange>;

export const agentQuery = listQuery({ sorts: ["updatedAt", "createdAt", "name"], first: "-updatedAt" }).extend({ search: z.string().max(80).optional().describe("In name and address."), visibility: visibility.optional() });
export const agentPage = listOf(agentSummary, "AgentPage");

export const agentVersionSummary = z.object({ id: z.string(), agentId: z.string(), version: z.number().int(), note: z.string(), createdAt: z.iso.datetime() }).meta({ id: "AgentVersionSummary" });
export type AgentVersionSummary = z.infer<typeof agentVersionSummary>;
export const agentVersion = agentVersionSummary.extend({ definition: agentDefinition }).meta({ id: "AgentVersion" });
export type AgentVersion = z.infer<typeof agentVersion>;
export const publishInput = z.strictObject({ note: line(0, 400).default(""), draftRevision: z.number().int().optional() }).meta({ id: "PublishInput" });

/** `draft` or the number of a version. */
export const versionName = z.union([z.literal("draft"), z.coerce.number().int().min(1).max(1_000_000)]);
export type VersionName = z.infer<typeof versionName>;
const knowledgePair = z.object({ question: z.string().nullable(), answer: z.string() });
export const agentComparison = z.object({
  changes: z.array(z.object({ path: z.string(), before: z.json().meta({ example: "en" }), after: z.json().meta({ example: "fr" }) })).describe("Fields of the definition that differ; absent is null."),
  knowledge: z.object({ added: z.array(knowledgePair), removed: z.array(knowledgePair) }),
}).meta({ id: "AgentComparison" });
export type AgentComparison = z.infer<typeof agentComparison>;

/** An agent as a file: no identifiers, no secrets. */
export const agentFile = z.strictObject({
  format: z.literal("parley.agent/1"), name: agentName, definition: agentDefinition, knowledge: knowledgeFile,
}).meta({ id: "AgentFile" });
export type AgentFile = z.infer<typeof agentFile>;

export const agentTemplate = z.object({ name: z.string(), title: z.string(), description: z.string(), facts: z.number().int(), definition: agentDefinition }).meta({ id: "AgentTemplate" });
export type AgentTemplate = z.infer<typeof agentTemplate>;

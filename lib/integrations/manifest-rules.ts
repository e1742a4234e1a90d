/** What must hold between the parts of a manifest, which its shape cannot say. */
import { secretKinds, type Manifest, type ManifestTool } from "./manifest-shape";
import { runnerNeeds } from "./runner-needs";
import { neededScopes } from "./scopes";
import { piecesOf, placeholdersOf, readUrl, type Placeholder } from "./template";

type Path = (string | number)[];
export interface ManifestFault { path: Path; message: string }
type Place = "path" | "query" | "header" | "body";

/** Headers that belong to the connection, name another host, or are a session of somebody's. */
const forbiddenHeader = /^(host|connection|content-length|content-encoding|accept-encoding|transfer-encoding|upgrade|te|trailer|trailers|keep-alive|expect|cookie|set-cookie|origin|referer|x-forwarded-.*|forwarded|x-real-ip|x-http-method.*|x-method-override|proxy-.*|sec-.*)$/;
/** What the engine itself offers the model. */
const reservedTools: readonly string[] = ["end_call", "hand_over"];
/** What is kept of a request to an address that is a key fits in one setting of a tool. */
export const longestSecretBody = 1_800;

export const manifestFaults = (manifest: Manifest): ManifestFault[] => {
  const reader = new Reader(manifest);
  reader.read();
  return reader.faults;
};

class Reader {
  readonly faults: ManifestFault[] = [];
  private readonly used = new Set<string>();
  private readonly settings: Map<string, Manifest["settings"][number]>;
  constructor(private readonly manifest: Manifest) { this.settings = new Map(manifest.settings.map((each) => [each.name, each])); }

  private tell(path: Path, message: string): void { this.faults.push({ path, message }); }

  read(): void {
    const { settings, tools, kind, mcp, provider } = this.manifest;
    settings.forEach(({ name, kind: of, example }, index) => {
      if (settings.findIndex((each) => each.name === name) !== index) this.tell(["settings", index, "name"], "There are two settings of this name.");
      if (of === "secret" && example !== undefined) this.tell(["settings", index, "example"], "A secret has no example.");
    });
    tools.forEach((tool, index) => {
      if (tools.findIndex(({ name }) => name === tool.name) !== index) this.tell(["tools", index, "name"], "There are two tools of this name.");
      if (reservedTools.includes(tool.name)) this.tell(["tools", index, "name"], "This name is one of the built-in tools.");
      this.tool(tool, ["tools", index]);
    });
    const has = { tool: tools.length > 0, mcp: mcp !== undefined, provider: provider !== undefined };
    if (Object.entries(has).some(([part, there]) => there !== (part === kind))) this.tell(["kind"], "A `tool` has `tools`, an `mcp` has `mcp`, a `provider` has `provider`, and each nothing of the others.");
    if (mcp) { this.url(mcp.url, ["mcp", "url"], null); this.headers(mcp.headers, ["mcp", "headers"]); }
    if (provider) { this.url(provider.baseUrl, ["provider", "baseUrl"], null); this.key(provider.key); }
    settings.forEach(({ name }, index) => { if (!this.used.has(name)) this.tell(["settings", index], `Nothing uses the setting “${name}”.`); });
    if (this.faults.length === 0) this.scopes();
  }

  private scopes(): void {
    const { scopes } = this.manifest;
    const needed = neededScopes(this.manifest);
    for (const scope of needed) if (!scopes.includes(scope)) this.tell(["scopes"], `It does what \`${scope}\` stands for, and does not ask for it.`);
    scopes.forEach((scope, index) => { if (!needed.includes(scope) || scopes.indexOf(scope) !== index) this.tell(["scopes", index], `It asks for \`${scope}\`, and does not need it.`); });
  }

  private tool(tool: ManifestTool, path: Path): void {
    const { properties, required } = tool.parameters;
    for (const name of required) if (!Object.hasOwn(properties, name)) this.tell([...path, "parameters", "required"], `There is no argument “${name}”.`);
    if ((tool.request === undefined) === (tool.runner === undefined)) return this.tell(path, "A tool has either `request` or `runner`.");
    if (tool.runner !== undefined) return this.runner(tool, tool.runner, [...path, "runner"]);
    if (!tool.request) return;
    const { url, query, headers, body, method } = tool.request;
    const at: Path = [...path, "request"];
    this.url(url, [...at, "url"], tool);
    for (const [name, value] of Object.entries(query)) this.text(value, [...at, "query", name], "query", tool);
    this.headers(headers, [...at, "headers"]);
    if (body !== undefined && (method === "GET" || method === "DELETE")) this.tell([...at, "body"], `A ${method} has no body.`);
    if (url.startsWith("{secrets.")) {
      if (method !== "POST" || Object.keys(query).length > 0 || Object.keys(headers).length > 0 || body === undefined) this.tell(at, "To an address that is a key goes a POST with a `body`, without `query` and `headers`.");
      if (JSON.stringify(body ?? {}).length > longestSecretBody) this.tell([...at, "body"], `To an address that is a key goes a body of at most ${longestSecretBody} characters.`);
    }
    this.body(body, [...at, "body"], tool);
  }

  private runner(tool: ManifestTool, name: string, path: Path): void {
    const needs = Object.hasOwn(runnerNeeds, name) ? runnerNeeds[name] : undefined;
    if (!needs) return this.tell(path, `There is no runner “${name}” here. There are: ${Object.keys(runnerNeeds).join(", ")}.`);
    for (const [wanted, kind] of Object.entries(needs.settings)) {
      const known = this.settings.get(wanted);
      if (known?.kind !== kind || !known.required) this.tell(path, `It needs the setting “${wanted}” of the kind \`${kind}\`, required.`);
      this.used.add(wanted);
    }
    for (const each of Object.keys(tool.parameters.properties)) if (!needs.arguments.includes(each)) this.tell(path, `It reads no argument “${each}”. It reads: ${needs.arguments.join(", ")}.`);
  }

  private url(text: string, path: Path, tool: ManifestTool | null): void {
    const read = readUrl(text);
    if ("fault" in read) return this.tell(path, read.fault);
    const { base, path: under } = read.url;
    if (!("origin" in base)) {
      const known = this.settings.get(base.name);
      this.used.add(base.name);
      const kind = base.of === "secrets" ? "secret-url" : "url";
      if (known?.kind !== kind || !known.required) this.tell(path, `“${base.name}” must be a setting of the kind \`${kind}\`, required.`);
      if (base.of === "secrets" && under !== "") this.tell(path, `“${base.name}” is a whole address that is a key: nothing comes behind it.`);
      if (base.of === "secrets" && tool === null) this.tell(path, "This address cannot be a key. Use the kind `url`.");
    }
    this.text(under, path, "path", tool);
  }

  private headers(headers: Record<string, string>, path: Path): void {
    for (const [name, value] of Object.entries(headers)) {
      if (forbiddenHeader.test(name)) this.tell([...path, name], `The header “${name}” is not for manifests.`);
      if (!/^[\x20-\x7e]*$/.test(value)) this.tell([...path, name], "A header holds plain characters alone.");
      this.text(value, [...path, name], "header", null);
    }
  }

  private key(text: string): void {
    const [only, ...more] = piecesOf(text) ?? [];
    if (more.length > 0 || typeof only !== "object" || only.of !== "secrets" || this.settings.get(only.name)?.kind !== "secret" || !this.settings.get(only.name)?.required) return this.tell(["provider", "key"], "The key is one setting of the kind `secret`, required: {secrets.key}.");
    this.used.add(only.name);
  }

  private body(value: unknown, path: Path, tool: ManifestTool): void {
    if (typeof value === "string") return this.text(value, path, "body", tool);
    if (typeof value !== "object" || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      if (/[{}]/.test(name)) this.tell([...path, name], "Names of fields are written out.");
      this.body(each, [...path, name], tool);
    }
  }

  private text(text: string, path: Path, place: Place, tool: ManifestTool | null): void {
    if (piecesOf(text) === null) return this.tell(path, "A brace belongs to no placeholder. One is {settings.name}, {secrets.name} or {arguments.name}.");
    for (const each of placeholdersOf(text)) this.placeholder(each, path, place, tool);
  }

  private placeholder({ of, name }: Placeholder, path: Path, place: Place, tool: ManifestTool | null): void {
    if (of === "arguments") {
      if (tool === null) return this.tell(path, "An argument may not be here: a caller could change where this goes, or as whom.");
      if (!Object.hasOwn(tool.parameters.properties, name)) return this.tell(path, `There is no argument “${name}” in \`parameters\`.`);
      if (place === "path" && !tool.parameters.required.includes(name)) this.tell(path, `The argument “${name}” is in the path, and must be required.`);
      return;
    }
    const known = this.settings.get(name);
    if (!known || secretKinds.includes(known.kind) !== (of === "secrets")) return this.tell(path, `There is no ${of === "secrets" ? "secret" : "setting"} “${name}”.`);
    this.used.add(name);
    if (known.kind === "url" || known.kind === "secret-url") return this.tell(path, `The address “${name}” may stand at the beginning of \`url\` alone.`);
    if (of === "secrets" && place !== "header") this.tell(path, `The secret “${name}” may be in headers alone: elsewhere it could be seen.`);
    if (place === "path" && !known.required) this.tell(path, `The setting “${name}” is in the path, and must be required.`);
  }
}

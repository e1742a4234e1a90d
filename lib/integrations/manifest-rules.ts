/** What must hold between the parts of a manifest. */
import type { Manifest, ManifestTool } from "./manifest-shape";
import { runnerNeeds } from "./runner-needs";
import { neededScopes } from "./scopes";
import { piecesOf, placeholdersOf, readUrl, type Placeholder } from "./template";

export interface ManifestFault { path: (string | number)[]; message: string }
type Path = ManifestFault["path"];

/** Headers that belong to the connection, name another host, or are a session of somebody's. */
const forbiddenHeader = /^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|trailers|keep-alive|expect|cookie|set-cookie|origin|referer|content-encoding|accept-encoding|x-forwarded-.*|forwarded|x-real-ip|x-http-method.*|x-method-override|proxy-.*|sec-.*)$/;

export function manifestFaults(manifest: Manifest): ManifestFault[] {
  const faults: ManifestFault[] = [];
  const tell = (path: Path, message: string) => { faults.push({ path, message }); };
  const { settings, tools, kind } = manifest;
  const settingOf = new Map(settings.map((each) => [each.name, each]));
  const used = new Set<string>();

  const check = (text: string, path: Path, argumentsAllowed: ReadonlySet<string> | null, place: string): void => {
    const pieces = piecesOf(text);
    if (pieces === null) return tell(path, "A brace belongs to no placeholder. One is {setting.name} or {argument.name}.");
    for (const each of placeholdersOf(pieces)) checkOne(each, path, argumentsAllowed, place);
  };
  const checkOne = ({ of, name }: Placeholder, path: Path, allowed: ReadonlySet<string> | null, place: string): void => {
    if (of === "argument") {
      if (allowed === null) return tell(path, `An argument may not be in ${place}: a caller could change where this goes, or as whom.`);
      if (!allowed.has(name)) tell(path, `There is no argument “${name}” in \`parameters\`.`);
      return;
    }
    const known = settingOf.get(name);
    if (!known) return tell(path, `There is no setting “${name}”.`);
    used.add(name);
    if ((known.kind === "secret" || known.kind === "secret-url") && place !== "a header" && place !== "an address" && place !== "the key") tell(path, `The secret “${name}” may be in headers alone: elsewhere it could be seen.`);
    if ((known.kind === "url" || known.kind === "secret-url") && place !== "an address") tell(path, `The address “${name}” may stand at the beginning of \`url\` alone.`);
  };
  const checkUrl = (text: string, path: Path, allowed: ReadonlySet<string> | null): void => {
    const read = readUrl(text);
    if ("fault" in read) return tell(path, read.fault);
    const { base, path: under } = read.url;
    if ("setting" in base) {
      const known = settingOf.get(base.setting);
      if (!known) tell(path, `There is no setting “${base.setting}”.`);
      else if (known.kind !== "url" && known.kind !== "secret-url") tell(path, `The setting “${base.setting}” is no address. Its kind must be \`url\` or \`secret-url\`.`);
      else if (!known.required) tell(path, `The address “${base.setting}” must be required.`);
      else if (known.kind === "secret-url" && under !== "") tell(path, `“${base.setting}” is a whole address that is a key: nothing comes behind it.`);
      used.add(base.setting);
    }
    check(under, path, allowed, "the path of an address");
    for (const each of placeholdersOf(piecesOf(under) ?? [])) if (each.of === "setting" && settingOf.get(each.name)?.required === false) tell(path, `The setting “${each.name}” is in the path, and must be required.`);
  };
  const checkHeaders = (headers: Record<string, string>, path: Path): void => {
    for (const [name, value] of Object.entries(headers)) {
      if (forbiddenHeader.test(name)) tell([...path, name], `The header “${name}” is not for manifests.`);
      if (!/^[\x20-\x7e]*$/.test(value)) tell([...path, name], "A header holds plain characters alone.");
      check(value, [...path, name], null, "a header");
    }
  };
  const checkBody = (value: unknown, path: Path, allowed: ReadonlySet<string>): void => {
    if (typeof value === "string") check(value, path, allowed, "a body");
    else if (Array.isArray(value)) value.forEach((each, index) => checkBody(each, [...path, index], allowed));
    else if (typeof value === "object" && value !== null) for (const [name, each] of Object.entries(value)) checkBody(each, [...path, name], allowed);
  };
  const checkTool = (tool: ManifestTool, path: Path): void => {
    const names = new Set(Object.keys(tool.parameters.properties));
    for (const name of tool.parameters.required) if (!names.has(name)) tell([...path, "parameters", "required"], `There is no argument “${name}”.`);
    if ((tool.request === undefined) === (tool.runner === undefined)) return tell(path, "A tool has either `request` or `runner`.");
    if (tool.request) {
      const { url, query, headers, body, method } = tool.request;
      checkUrl(url, [...path, "request", "url"], names);
      for (const [name, value] of Object.entries(query)) check(value, [...path, "request", "query", name], names, "a query");
      checkHeaders(headers, [...path, "request", "headers"]);
      if (body !== undefined && method === "GET") tell([...path, "request", "body"], "A GET has no body.");
      checkBody(body, [...path, "request", "body"], names);
    }
    if (tool.runner !== undefined) checkRunner(tool, tool.runner, [...path, "runner"], names);
  };
  const checkRunner = (tool: ManifestTool, name: string, path: Path, names: ReadonlySet<string>): void => {
    const needs = Object.hasOwn(runnerNeeds, name) ? runnerNeeds[name] : undefined;
    if (!needs) return tell(path, `There is no runner “${name}” here. There are: ${Object.keys(runnerNeeds).join(", ")}.`);
    for (const [wanted, { kind: wantedKind, required }] of Object.entries(needs.settings)) {
      const known = settingOf.get(wanted);
      if (known?.kind !== wantedKind || (required && !known.required)) tell(path, `It needs the setting “${wanted}” of the kind \`${wantedKind}\`${required ? ", required" : ""}.`);
      used.add(wanted);
    }
    for (const each of names) if (!needs.arguments.includes(each)) tell(path, `It reads no argument “${each}”. It reads: ${needs.arguments.join(", ")}.`);
  };

  settings.forEach((each, index) => {
    if (settings.findIndex(({ name }) => name === each.name) !== index) tell(["settings", index, "name"], "There are two settings of this name.");
    if (each.kind === "secret" && each.example !== undefined) tell(["settings", index, "example"], "A secret has no example.");
  });
  tools.forEach((tool, index) => {
    if (tools.findIndex(({ name }) => name === tool.name) !== index) tell(["tools", index, "name"], "There are two tools of this name.");
    checkTool(tool, ["tools", index]);
  });
  if (kind === "tool" ? tools.length === 0 || manifest.mcp || manifest.provider : tools.length > 0 || (kind === "mcp" ? !manifest.mcp || manifest.provider : !manifest.provider || manifest.mcp)) {
    tell(["kind"], "A `tool` has `tools`, an `mcp` has `mcp`, a `provider` has `provider`, and each nothing of the others.");
  }
  if (manifest.mcp) { checkUrl(manifest.mcp.url, ["mcp", "url"], null); checkHeaders(manifest.mcp.headers, ["mcp", "headers"]); }
  if (manifest.provider) { checkUrl(manifest.provider.baseUrl, ["provider", "baseUrl"], null); checkKey(manifest.provider.key); }
  function checkKey(text: string): void {
    const [only, ...more] = piecesOf(text) ?? [];
    if (more.length > 0 || typeof only !== "object" || only.of !== "setting" || settingOf.get(only.name)?.kind !== "secret") tell(["provider", "key"], "The key is one setting of the kind `secret`: {setting.key}.");
    else used.add(only.name);
  }
  for (const [index, { name }] of settings.entries()) if (!used.has(name)) tell(["settings", index], `Nothing uses the setting “${name}”.`);
  if (faults.length === 0) {
    const needed = neededScopes(manifest);
    for (const scope of needed) if (!manifest.scopes.includes(scope)) tell(["scopes"], `It does what \`${scope}\` stands for, and does not ask for it.`);
    manifest.scopes.forEach((scope, index) => { if (!needed.includes(scope) || manifest.scopes.indexOf(scope) !== index) tell(["scopes", index], `It asks for \`${scope}\`, and does not need it.`); });
  }
  return faults;
}

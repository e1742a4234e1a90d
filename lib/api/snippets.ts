/** One request of an operation as a reader can run it: `PARLEY_URL` and a credential in the environment, parameters of the path as variables. */
import type { ReferenceEntry } from "./reference";

const variableOf = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Keys where keys may, an access token of a signed-in person where they may not, nothing where nobody is asked. */
export const credentialOf = ({ access, scopes }: ReferenceEntry): "PARLEY_API_KEY" | "PARLEY_ACCESS_TOKEN" | null => (access === "public" ? null : scopes ? "PARLEY_API_KEY" : "PARLEY_ACCESS_TOKEN");

const queryOf = (entry: ReferenceEntry): string => {
  const needed = entry.parameters.filter(({ place, required }) => place === "query" && required);
  return needed.length > 0 ? `?${new URLSearchParams(needed.map(({ name, example }) => [name, example]))}` : "";
};
const compact = (example: string): string => JSON.stringify(JSON.parse(example));

export function curlSnippet(entry: ReferenceEntry): string {
  const { method, body } = entry;
  const credential = credentialOf(entry);
  const path = entry.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `$${variableOf(name)}`);
  const headers = [...(credential ? [`-H "Authorization: Bearer $${credential}"`] : []), ...(body && !body.contentType.startsWith("multipart/") ? [`-H "Content-Type: ${body.contentType}"`] : [])];
  const sent = !body ? [] : body.contentType.startsWith("multipart/") ? ["-F file=@sound.wav"] : body.example ? [`-d ${quoted(compact(body.example))}`] : ["--data-binary @sound.wav"];
  const first = `curl -fsS ${method === "GET" || (method === "POST" && body) ? "" : `-X ${method} `}"$PARLEY_URL${path}${queryOf(entry)}"`;
  return [first, ...(headers.length > 0 ? [headers.join(" ")] : []), ...sent].join(" \\\n  ");
}

export function javascriptSnippet(entry: ReferenceEntry): string {
  const { method, body, answers } = entry;
  const credential = credentialOf(entry);
  const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => variableOf(name ?? ""));
  const path = entry.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `\${${variableOf(name)}}`);
  const isForm = body?.contentType.startsWith("multipart/");
  const headers = [...(credential ? [`authorization: \`Bearer \${${credential}}\``] : []), ...(body && !isForm ? [`"content-type": "${body.contentType}"`] : [])];
  const options = [
    ...(method === "GET" ? [] : [`  method: "${method}",`]), ...(headers.length > 0 ? [`  headers: { ${headers.join(", ")} },`] : []),
    ...(!body ? [] : isForm ? ["  body: form,"] : body.example ? [`  body: JSON.stringify(${body.example.replaceAll("\n", "\n  ")}),`] : ["  body: await readFile(\"sound.wav\"),"]),
  ];
  const kind = answers[0]?.contentType ?? "";
  const read = !kind ? "" : kind.endsWith("json") ? "\nconsole.log(await response.json());" : kind.startsWith("text/") ? "\nconsole.log(await response.text());" : "\nconsole.log((await response.arrayBuffer()).byteLength);";
  return [
    ...(body && !body.example ? ["import { readFile } from \"node:fs/promises\";"] : []),
    `const { ${["PARLEY_URL", ...(credential ? [credential] : []), ...names].join(", ")} } = process.env;`,
    ...(isForm ? ["const form = new FormData();", "form.set(\"file\", new Blob([await readFile(\"sound.wav\")]), \"sound.wav\");"] : []),
    `const response = await fetch(\`\${PARLEY_URL}${path}${queryOf(entry)}\`${options.length > 0 ? `, {\n${options.join("\n")}\n}` : ""});`,
    `if (!response.ok) throw new Error(await response.text());${read}`,
  ].join("\n");
}

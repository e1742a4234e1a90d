/** Looks for model servers on this machine, so that the page can offer them with one click. Loopback only. */
import { listOpenAiModels, type ModelList } from "./openai/models";

export type ModelServerKind = "ollama" | "lm-studio" | "llama-cpp" | "vllm";
export interface ModelServer { kind: ModelServerKind; label: string; /** For the provider `openai`. */ baseUrl: string; models: string[] }

export const modelServerPorts: Record<ModelServerKind, number> = { ollama: 11_434, "lm-studio": 1_234, "llama-cpp": 8_080, vllm: 8_000 };
const labels: Record<ModelServerKind, string> = { ollama: "Ollama", "lm-studio": "LM Studio", "llama-cpp": "llama.cpp", vllm: "vLLM" };
/** What servers write as the owner of their models, where the port misleads. */
const owners: Record<string, ModelServerKind> = { library: "ollama", organization_owner: "lm-studio", llamacpp: "llama-cpp", vllm: "vllm" };

/** Start-up does not wait longer than this for a port that is silent. */
const timeoutMs = 300;
const mostModels = 200;

export interface DetectOptions { ports?: Partial<Record<ModelServerKind, number>>; /** Our own port, which lists models too. */ ownPort?: number; signal?: AbortSignal }

/** Never throws: what does not answer like a model server is not one. With `ports`, only those are asked. */
export async function detectModelServers(options: DetectOptions = {}): Promise<ModelServer[]> {
  const ports = Object.entries(options.ports ?? modelServerPorts).filter(([, port]) => port !== options.ownPort);
  const found = await Promise.all(ports.map(([kind, port]) => askPort(kindOf(kind), port, options.signal ?? new AbortController().signal)));
  return found.filter((server) => server !== null);
}

async function askPort(kind: ModelServerKind, port: number, signal: AbortSignal): Promise<ModelServer | null> {
  const answers = await Promise.all(["127.0.0.1", "[::1]"].map((host) => askAddress(kind, `http://${host}:${port}/v1`, signal)));
  return answers.find((answer) => answer !== null) ?? null;
}

async function askAddress(kind: ModelServerKind, baseUrl: string, signal: AbortSignal): Promise<ModelServer | null> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const list = await listOpenAiModels({ baseUrl, timeoutMs }, limit);
    const models = speakingModels(list);
    if (models === null) return null;
    const owner = list.data?.[0]?.owned_by ?? "";
    const known = owners[owner] ?? kind;
    return { kind: known, label: labels[known], baseUrl, models };
  } catch {
    return null;
  }
}

/** Null for a list of agents: that is a server like ours, not of models. Embedding models cannot reply. */
function speakingModels(list: ModelList): string[] | null {
  const all = list.data ?? [];
  if (all.some(({ id, object }) => id.startsWith("agent:") || object !== "model")) return null;
  return all.map(({ id }) => id).filter((id) => !/embed|rerank/i.test(id)).slice(0, mostModels);
}

function kindOf(name: string): ModelServerKind {
  return name === "lm-studio" || name === "llama-cpp" || name === "vllm" ? name : "ollama";
}

/** Bytes to a port and bytes back, with nothing in between that would tidy them. */
import { connect, type Socket } from "node:net";

export interface RawAnswer { status: number; headers: [name: string, value: string][]; body: string }
/** A server on loopback, and the origin by which people reach it: behind a proxy that ends TLS it is another than its port's. */
export interface Place { port: number; origin: string }
export const isSecure = ({ origin }: Place): boolean => origin.startsWith("https:");

export const openSocket = ({ port }: Pick<Place, "port">): Socket => connect({ port, host: "127.0.0.1", allowHalfOpen: true });

/** Everything that comes until the other side is done; `null` after `limitMs`. What came before a reset counts. */
export function exchange(place: Pick<Place, "port">, bytes: string | Buffer, limitMs = 15_000): Promise<string | null> {
  return new Promise((answered) => {
    const socket = openSocket(place);
    let text = "";
    const end = (result: string | null) => { clearTimeout(timer); socket.destroy(); answered(result); };
    const timer = setTimeout(() => end(null), limitMs);
    socket.on("data", (piece: Buffer) => { text += piece.toString("latin1"); });
    for (const event of ["end", "close", "error"]) socket.on(event, () => end(text));
    socket.on("connect", () => socket.write(bytes));
  });
}

export function readAnswer(text: string): RawAnswer {
  const cut = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = (cut < 0 ? text : text.slice(0, cut)).split("\r\n");
  const headers = lines.map((line): [string, string] => { const at = line.indexOf(":"); return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]; });
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: cut < 0 ? "" : text.slice(cut + 4) };
}

export interface Ask { method?: string; /** As it stands in the request line. */ target: string; /** Beside `Host` and `Connection: close`, in this order; the host of `host` instead of the server's own. */ headers?: [name: string, value: string][]; host?: string | null; body?: string }

export async function ask(place: Place, { method = "GET", target, headers = [], host = new URL(place.origin).host, body }: Ask): Promise<RawAnswer> {
  const lines = [`${method} ${target} HTTP/1.1`, ...(host === null ? [] : [`Host: ${host}`]), "Connection: close", ...headers.map(([name, value]) => `${name}: ${value}`), ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body, "latin1")}`])];
  const text = await exchange(place, Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`, "latin1"));
  return text === null ? { status: 0, headers: [], body: "" } : readAnswer(text);
}

export const valuesOf = (answer: RawAnswer, name: string): string[] => answer.headers.filter(([each]) => each === name).map(([, value]) => value);
export const valueOf = (answer: RawAnswer, name: string): string => valuesOf(answer, name).join(", ");

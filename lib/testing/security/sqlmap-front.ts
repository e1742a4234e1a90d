/** Stands between sqlmap and the server: signs in, counts, and keeps what no answer may be. */
import { Agent, createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

export interface Front { url: string; /** Requests that were passed on. */ asked(): number; faults(): string[]; stop(): Promise<void> }

/** What Postgres and its driver say of a statement or a value that they do not read. */
const databaseWords = /syntax error at or near|unterminated quoted|invalid input syntax|PostgreSQL|pg_catalog/i;

/** `prepare` may change the address on its way, which the server then reads with the owner's token. */
export async function startFront(target: string, token: string, prepare: (address: URL) => void): Promise<Front> {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const faults = new Set<string>();
  let asked = 0;
  const server = createServer((incoming, answer) => {
    const address = new URL(incoming.url ?? "/", target);
    prepare(address);
    asked += 1;
    const passed = ask({ agent, hostname, port, method: incoming.method, path: `${address.pathname}${address.search}`, headers: { ...incoming.headers, host: `localhost:${port}`, authorization: `Bearer ${token}` } }, (given) => {
      const pieces: Buffer[] = [];
      given.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
        const words = Buffer.concat(pieces);
        const status = given.statusCode ?? 0;
        if (status >= 500) faults.add(`${address.pathname} answered ${status} to ${address.search.slice(0, 200)}`);
        if (databaseWords.test(words.toString())) faults.add(`${address.pathname} shows the database's words for ${address.search.slice(0, 200)}`);
        answer.writeHead(status, given.headers).end(words);
      });
    });
    passed.on("error", (error) => { faults.add(`${address.pathname} gave no answer: ${error.message}`); answer.writeHead(502).end(); });
    incoming.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, faults: () => [...faults],
    stop: () => new Promise((stopped) => { agent.destroy(); server.closeAllConnections(); server.close(() => stopped()); }),
  };
}

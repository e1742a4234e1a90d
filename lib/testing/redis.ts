/** A real Redis on a port of its own, which keeps nothing; and Upstash's REST protocol in front of one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { freePort } from "./running-server";

export interface RedisServer {
  url: string;
  /** It takes connections and answers nothing, until it is thawed. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** Debian's package `redis-server`. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const child = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await new Promise<void>((ready, failed) => {
    child.once("error", failed);
    child.once("exit", () => failed(new Error("Redis ended before it was ready.")));
    child.stdout.on("data", (bytes: Buffer) => { if (bytes.toString().includes("Ready to accept connections")) ready(); });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => { child.kill("SIGSTOP"); },
    thaw: () => { child.kill("SIGCONT"); },
    async stop() {
      child.kill("SIGCONT");
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

export interface UpstashServer { url: string; token: string; requests: number; stop(): Promise<void> }

/** Commands as JSON by POST with a bearer token, answered as `{ result }` or `{ error }`; the Redis behind it is real. */
export async function startUpstash(redisUrl: string): Promise<UpstashServer> {
  const redis = new Redis(redisUrl);
  const token = "a-token-that-only-tests-ever-use";
  const server = createServer((request, response) => {
    upstash.requests += 1;
    const answer = (status: number, body: object) => { response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)); };
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: "Unauthorized" });
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const [command = "", ...given] = JSON.parse(Buffer.concat(pieces).toString()) as (string | number)[];
      // Its own flag for scripts, which a plain Redis refuses.
      const plain = given.map((value) => String(value).replace(/^#!lua[^\n]*\n/, ""));
      redis.call(String(command), ...plain).then((result) => answer(200, { result }), (error: Error) => answer(400, { error: error.message }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const upstash: UpstashServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token, requests: 0,
    async stop() {
      server.closeAllConnections();
      server.close();
      redis.disconnect();
      await once(server, "close");
    },
  };
  return upstash;
}

/** A real S3 server of this process, on loopback, with files in a directory that goes with it. It checks access keys, not signatures. */
import crypto from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error: it brings no types
import S3rver from "s3rver";

export interface S3Server { origin: string; bucket: string; accessKeyId: string; secretAccessKey: string; /** Of everything it holds, halves included. */ files(): string[]; stop(): Promise<void> }

// Its page tokens are DES, which today's OpenSSL has no more; threefold DES with one key is the same cipher.
for (const name of ["createCipheriv", "createDecipheriv"] as const) {
  const make = crypto[name] as (algorithm: string, key: Buffer, iv: Buffer) => unknown;
  Object.assign(crypto, { [name]: (algorithm: string, key: Buffer, iv: Buffer, ...rest: []) => (algorithm === "des" ? make("des-ede3-cbc", Buffer.concat([key, key, key]), iv) : make(algorithm, key, iv, ...rest)) });
}

export async function startS3Server(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), "parley-s3-"));
  const server: { run(): Promise<{ port: number }>; httpServer: Server; close(): Promise<void>; on(event: "error", listener: () => void): void } =
    new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, vhostBuckets: false, configureBuckets: [{ name: "audio" }] });
  server.on("error", () => {}); // a connection that the client cut
  const { port } = await server.run();
  return {
    origin: `http://127.0.0.1:${port}`, bucket: "audio", accessKeyId: "S3RVER", secretAccessKey: "S3RVER",
    files: () => readdirSync(join(directory, "audio"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name),
    async stop() {
      server.httpServer.closeAllConnections();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { changeEnv } from "@/lib/platform/env";
import { boundConnections, maxConnections, serverLimits } from "./connections";

let server: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  changeEnv({ TRUSTED_PROXY_HOPS: "0" });
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise<void>((closed) => { server.close(() => closed()); });
});

async function bounded(most: number) {
  server = createServer(serverLimits, (_request, response) => { response.end(); });
  boundConnections(server, most);
  server.on("upgrade", (_request, socket: Socket) => { sockets.push(socket); socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"); });
  await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
  const { port } = server.address() as AddressInfo;
  /** What is answered: null where the connection is closed without a word. */
  return (request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n") => new Promise<{ status: string | null; socket: Socket }>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => { socket.write(request); });
    sockets.push(socket);
    socket.on("data", (data) => resolve({ status: String(data).slice(9, 12), socket })).on("error", () => {}).on("close", () => resolve({ status: null, socket }));
  });
}
const upgrade = "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";

test("of one address so many connections are open at once, and each that closes leaves its place", async () => {
  const ask = await bounded(2);
  const first = await ask();
  expect([first.status, (await ask()).status, (await ask()).status, (await ask()).status]).toEqual(["200", "200", null, null]);
  const left = new Promise<void>((resolve) => { server.once("connection", () => {}); first.socket.once("close", () => resolve()); });
  first.socket.destroy();
  await left;
  for (let tries = 0, status: string | null = null; status !== "200"; tries += 1) {
    status = (await ask()).status;
    expect(tries).toBeLessThan(200);
  }
});

test("one that has been upgraded is the door's to count", async () => {
  const ask = await bounded(1);
  expect([(await ask(upgrade)).status, (await ask(upgrade)).status, (await ask()).status, (await ask(upgrade)).status]).toEqual(["101", "101", "200", null]);
});

test("behind a proxy everybody has the proxy's address, and nobody is counted by it", async () => {
  changeEnv({ TRUSTED_PROXY_HOPS: "1" });
  const ask = await bounded(1);
  expect([(await ask()).status, (await ask()).status]).toEqual(["200", "200"]);
  expect(server.maxConnections).toBe(maxConnections);
});

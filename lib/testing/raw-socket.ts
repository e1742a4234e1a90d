/** A client of the realtime socket without manners: sends any bytes, never answers a close, and notes how the server ended it. */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export interface Ending {
  /** Of the HTTP answer; null where none came. */
  status: number | null;
  /** Of the server's close frame; null where the connection just ended. */
  closeCode: number | null;
  /** Codes of the `error` events, in order. */
  errors: string[];
}

export interface RawSocket {
  socket: Socket;
  send(...bytes: (Buffer | string)[]): void;
  /** With the first event. */
  opened: Promise<void>;
  /** When the connection is gone. */
  ended: Promise<Ending>;
}

export const opcodes = { continuation: 0, text: 1, binary: 2, reserved: 3, close: 8, ping: 9, pong: 10 } as const;

/** A frame as a client sends it, unless it is told to be wrong. */
export function frame(opcode: number, payload: Buffer | string = "", { fin = true, masked = true, reserved = 0 } = {}): Buffer {
  const data = Buffer.from(payload);
  const length = data.length < 126 ? Buffer.from([data.length]) : data.length < 65_536 ? Buffer.from([126, data.length >> 8, data.length & 255]) : Buffer.concat([Buffer.from([127, 0, 0, 0, 0]), uint32(data.length)]);
  length[0] = (length[0] ?? 0) | (masked ? 0x80 : 0);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | reserved << 4 | opcode]), length, ...(masked ? [mask, data.map((byte, at) => byte ^ (mask[at % 4] ?? 0))] : [data])]);
}

const uint32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };

/** The handshake as text; `headers` replace or add, null leaves out. */
export function handshake(path: string, headers: Record<string, string | null> = {}): string {
  const all: Record<string, string | null> = { host: "127.0.0.1", connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": randomBytes(16).toString("base64"), ...headers };
  return `GET ${path} HTTP/1.1\r\n${Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`])).join("")}\r\n`;
}

/** Connects and sends `greeting`, nothing where it is empty. */
export function rawSocket(port: number, greeting: string): RawSocket {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const ending: Ending = { status: null, closeCode: null, errors: [] };
  const { promise: opened, resolve: open, reject } = Promise.withResolvers<void>();
  opened.catch(() => {});
  let unread = Buffer.alloc(0);
  const readFrames = () => {
    for (let found = nextFrame(unread); found; found = nextFrame(unread)) {
      unread = Buffer.from(unread.subarray(found.sizeBytes));
      if (found.opcode === opcodes.close) ending.closeCode ??= found.payload.length >= 2 ? found.payload.readUInt16BE(0) : 1005;
      if (found.opcode !== opcodes.text) continue;
      open();
      const event = JSON.parse(found.payload.toString()) as { type: string; error?: { code: string } };
      if (event.type === "error") ending.errors.push(event.error?.code ?? "");
    }
  };
  socket.on("data", (data) => {
    unread = Buffer.concat([unread, data]);
    const head = ending.status === null ? unread.indexOf("\r\n\r\n") : -1;
    if (ending.status === null && head < 0) return;
    if (head >= 0) {
      ending.status = Number(/^HTTP\/1\.1 (\d+)/.exec(unread.toString("latin1"))?.[1]);
      unread = Buffer.from(unread.subarray(head + 4));
    }
    if (ending.status === 101) readFrames();
  });
  socket.on("error", () => {});
  if (greeting) socket.write(greeting);
  const ended = new Promise<Ending>((resolve) => {
    socket.on("close", () => { reject(new Error(`ended with ${ending.status}`)); resolve(ending); });
    socket.on("end", () => socket.end());
  });
  return { socket, opened, ended, send(...bytes) { for (const each of bytes) if (socket.writable) socket.write(each); } };
}

function nextFrame(bytes: Buffer): { opcode: number; payload: Buffer; sizeBytes: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < headBytes) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < headBytes + length) return null;
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(headBytes, headBytes + length), sizeBytes: headBytes + length };
}

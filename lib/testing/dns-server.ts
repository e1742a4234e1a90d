/** A name server on loopback that knows TXT records, and says of every other name that it is not there. */
import { createSocket } from "node:dgram";

export interface NameServer { address: string; txt: Record<string, string[]>; stop(): Promise<void> }

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  const txt: NameServer["txt"] = {};
  socket.on("message", (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) { labels.push(question.toString("latin1", at + 1, at + 1 + length)); at += 1 + length; }
    const asked = question.subarray(12, at + 5); // the name's end, type and class
    const records = question.readUInt16BE(at + 1) === 16 ? txt[labels.join(".").toLowerCase()] ?? [] : [];
    const head = Buffer.alloc(12);
    question.copy(head, 0, 0, 2);
    head.writeUInt16BE(records.length > 0 ? 0x8580 : 0x8583, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    const answers = records.map((text) => {
      const data = Buffer.concat((text.match(/.{1,200}/g) ?? [""]).map((piece) => Buffer.from([piece.length, ...Buffer.from(piece)])));
      const fixed = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
      fixed.writeUInt16BE(data.length, 10);
      return Buffer.concat([fixed, data]);
    });
    socket.send(Buffer.concat([head, asked, ...answers]), from.port, from.address);
  });
  await new Promise<void>((bound) => socket.bind(0, "127.0.0.1", () => bound()));
  return { address: `127.0.0.1:${socket.address().port}`, txt, stop: () => new Promise((stopped) => socket.close(() => stopped())) };
}

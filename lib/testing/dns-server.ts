/** A name server on loopback that knows the records it is told, and says of every other name that it is not there. */
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";

export interface NameServer {
  address: string;
  txt: Record<string, string[]>;
  /** Of IPv4 and IPv6 together, by name; each question takes the next list, the last one stays. */
  addresses: Record<string, string[][]>;
  /** A name that stands for another. */
  aliases: Record<string, string>;
  /** Names that are never answered for. */
  silent: Set<string>;
  /** `A name` or `AAAA name`, as they came. */
  asked: string[];
  stop(): Promise<void>;
}

const types = { A: 1, CNAME: 5, TXT: 16, AAAA: 28 } as const;
type Type = keyof typeof types;
interface ResourceRecord { name: string; type: Type; data: Buffer }

const nameBytes = (name: string): Buffer => Buffer.concat([...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")])), Buffer.of(0)]);
function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const whole = tail === undefined ? groups(head) : [...groups(head), ...Array<string>(8 - groups(head).length - groups(tail).length).fill("0"), ...groups(tail)];
  return Buffer.from(whole.map((group) => group.padStart(4, "0")).join(""), "hex");
}
const recordBytes = ({ name, type, data }: ResourceRecord): Buffer => {
  const fixed = Buffer.from([0, types[type], 0, 1, 0, 0, 0, 60, 0, 0]);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([nameBytes(name), fixed, data]);
};

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  const server = { txt: {} as NameServer["txt"], addresses: {} as NameServer["addresses"], aliases: {} as NameServer["aliases"], silent: new Set<string>(), asked: [] as string[] };
  const addressesOf = (name: string, type: Type): ResourceRecord[] => {
    const lists = server.addresses[name] ?? [];
    const list = (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
    return list.filter((address) => isIPv6(address) === (type === "AAAA")).map((address) => ({ name, type, data: addressBytes(address) }));
  };
  const recordsOf = (name: string, type: Type): ResourceRecord[] => {
    if (type === "TXT") return (server.txt[name] ?? []).map((text) => ({ name, type, data: Buffer.concat((text.match(/.{1,200}/g) ?? [""]).map((piece) => Buffer.from([piece.length, ...Buffer.from(piece)]))) }));
    const alias = server.aliases[name];
    return alias === undefined ? addressesOf(name, type) : [{ name, type: "CNAME", data: nameBytes(alias) }, ...addressesOf(alias, type)];
  };
  socket.on("message", (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) { labels.push(question.toString("latin1", at + 1, at + 1 + length)); at += 1 + length; }
    const name = labels.join(".").toLowerCase();
    const type = (Object.keys(types) as Type[]).find((each) => types[each] === question.readUInt16BE(at + 1));
    server.asked.push(`${type ?? "?"} ${name}`);
    if (server.silent.has(name)) return;
    const records = type ? recordsOf(name, type) : [];
    const head = Buffer.alloc(12);
    question.copy(head, 0, 0, 2);
    head.writeUInt16BE(records.length > 0 || name in server.addresses ? 0x8580 : 0x8583, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    socket.send(Buffer.concat([head, question.subarray(12, at + 5), ...records.map(recordBytes)]), from.port, from.address);
  });
  await new Promise<void>((bound) => socket.bind(0, "127.0.0.1", () => bound()));
  return { ...server, address: `127.0.0.1:${socket.address().port}`, stop: () => new Promise((stopped) => socket.close(() => stopped())) };
}

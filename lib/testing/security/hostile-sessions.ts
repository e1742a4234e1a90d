/** What a client of the realtime socket may do that is up to no good: each kind once is one session, with how it may end. */
import { frame, handshake, opcodes, rawSocket, type Ending, type RawSocket } from "../raw-socket";

export interface Target { port: number; /** Of the agent, with its query. */ path: string; key: string }

export interface HostileKind {
  name: string;
  /** Close codes and HTTP statuses that the documents name; `cut` where the connection just ends, `left` where the client went. */
  ends: readonly (number | "cut" | "left")[];
  run(target: Target): Promise<Ending | "left">;
}

/** The server may be on a busy machine. */
const patienceMs = 60_000;
const text = (event: object) => frame(opcodes.text, JSON.stringify(event));
const many = (count: number, make: (index: number) => Buffer): Buffer => Buffer.concat(Array.from({ length: count }, (_all, index) => make(index)));
const clear = text({ type: "input_audio_buffer.clear" });

/** Rejects where the server has not ended it in time. */
function ended(client: RawSocket): Promise<Ending> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => { client.socket.destroy(); reject(new Error("the server did not end it")); }, patienceMs); });
  return Promise.race([client.ended, late]).finally(() => clearTimeout(timer));
}

const knock = (name: string, ends: HostileKind["ends"], greeting: (target: Target) => string): HostileKind => ({ name, ends, run: (target) => ended(rawSocket(target.port, greeting(target))) });
const withKey = ({ path, key }: Target, headers: Record<string, string | null> = {}) => handshake(path, { authorization: `Bearer ${key}`, ...headers });
const inCall = (name: string, ends: HostileKind["ends"], act: (client: RawSocket) => Promise<void> | void): HostileKind => ({
  name, ends,
  async run(target) {
    const client = rawSocket(target.port, withKey(target));
    const end = ended(client);
    end.catch(() => {});
    await client.opened;
    await act(client);
    return ends[0] === "left" ? end.then(() => "left" as const) : end;
  },
});
/** Misbehaves, then sees that it is still answered, and goes without a word. */
const survives = (name: string, ...frames: Buffer[]): HostileKind => inCall(name, ["left"], async (client) => {
  client.send(...frames);
  await new Promise<void>((answered) => {
    client.socket.on("data", (data) => { if (String(data).includes("input_audio_buffer.cleared")) answered(); });
    client.socket.once("close", () => answered());
    client.send(clear);
  });
  client.socket.resetAndDestroy();
});

const noise = Buffer.from(Uint8Array.from({ length: 48_001 }, (_all, index) => (index * 7_919) % 256)).toString("base64");
/** Who sends faster than they read may be cut before our close frame reaches them. */
const flooded = [1008, "cut"] as const;
const refused = [400, 401, 404, 405, 431, "cut"] as const;

export const hostileKinds: readonly HostileKind[] = [
  knock("no credential", [401], ({ path }) => handshake(path)),
  knock("a wrong key", [401], ({ path }) => handshake(path, { authorization: "Bearer pk_wrong" })),
  knock("a guessed resume token", [401], ({ path }) => handshake(path, { "sec-websocket-protocol": `realtime, parley-resume.res_${Math.random()}` })),
  knock("a guessed client secret", [401], ({ path }) => handshake(path, { authorization: `Bearer ek_${Math.random()}` })),
  knock("an agent that is not there", [404], (target) => withKey({ ...target, path: "/v1/realtime?model=agent:nobody-at-all" })),
  knock("a key that is none in the handshake", [400], (target) => withKey(target, { "sec-websocket-key": "short" })),
  knock("a version that is none", [400], (target) => withKey(target, { "sec-websocket-version": "99" })),
  knock("subprotocols that are none", [400], (target) => withKey(target, { "sec-websocket-protocol": "a,,b, ,@" })),
  knock("a thousand subprotocols", [401, 431], ({ path }) => handshake(path, { "sec-websocket-protocol": Array.from({ length: 1_000 }, (_all, index) => `p${index}`).join(", ") })),
  knock("headers without end", [431, "cut"], (target) => withKey(target, { "x-long": "x".repeat(100_000) })),
  knock("another path", refused, (target) => withKey({ ...target, path: "/v1/realtimes" })),
  knock("an upgrade to something else", refused, (target) => withKey(target, { upgrade: "h2c" })),
  knock("no handshake at all", refused, () => "\u0016\u0003\u0001 this is no HTTP\r\n\r\n"),
  {
    name: "a handshake byte by byte", ends: [400, 408, "cut"],
    async run(target) {
      const client = rawSocket(target.port, "");
      const dribble = setInterval(() => client.send("G"), 1_000);
      return ended(client).finally(() => clearInterval(dribble));
    },
  },
  { name: "a handshake that is never finished", ends: [400, 408, "cut"], run: (target) => ended(rawSocket(target.port, withKey(target).slice(0, -2))) },
  inCall("small events without end", flooded, (client) => client.send(many(2_500, () => text({ type: "x.playback", response_id: "none", played_ms: 1 })))),
  inCall("pings without end", flooded, (client) => client.send(many(2_500, () => frame(opcodes.ping, "x".repeat(125))))),
  inCall("pongs without end", flooded, (client) => client.send(many(2_500, () => frame(opcodes.pong)))),
  inCall("no JSON", [1008], (client) => client.send(many(300, () => frame(opcodes.text, "{")))),
  inCall("binary frames", [1008], (client) => client.send(many(300, () => frame(opcodes.binary, "x")))),
  inCall("responses without end", flooded, (client) => client.send(many(400, () => text({ type: "response.create" })))),
  inCall("consents without end", flooded, (client) => client.send(many(300, (index) => text({ type: "x.consent", text: index % 2 === 0 })))),
  inCall("items without end", flooded, (client) => client.send(many(1_500, (index) => text({ type: "conversation.item.create", item: { id: `i${index}`, type: "message", role: "system", content: [{ text: "x".repeat(50) }] } })))),
  inCall("sessions of 190 kB without end", flooded, (client) => client.send(text({ type: "session.update", session: { instructions: "x".repeat(190_000) } }), many(60, () => text({ type: "session.update", session: {} })))),
  inCall("audio at fifty times real time", [1008], (client) => client.send(many(40, () => text({ type: "input_audio_buffer.append", audio: noise })))),
  inCall("2 MiB and a byte", [1009], (client) => client.send(frame(opcodes.text, "x".repeat(2 * 1024 * 1024 + 1)))),
  inCall("a message in a thousand pieces", [1008], (client) => client.send(many(1_000, (index) => frame(index ? opcodes.continuation : opcodes.text, " ", { fin: false })))),
  inCall("a frame without a mask", [1002], (client) => client.send(frame(opcodes.text, "{}", { masked: false }))),
  inCall("a reserved bit", [1002], (client) => client.send(frame(opcodes.text, "{}", { reserved: 2 }))),
  inCall("a reserved opcode", [1002], (client) => client.send(frame(opcodes.reserved))),
  inCall("text that is not UTF-8", [1007], (client) => client.send(frame(opcodes.text, Buffer.from([0xff, 0xfe])))),
  inCall("a close code that is none", [1002], (client) => client.send(frame(opcodes.close, Buffer.from([0, 1])))),
  inCall("half closed", ["left"], (client) => { client.socket.end(); }),
  inCall("reset", ["left"], (client) => { client.socket.resetAndDestroy(); }),
  inCall("half a frame, and gone", ["left"], (client) => { client.send(frame(opcodes.text, "x".repeat(1_000_000)).subarray(0, 500_000)); client.socket.resetAndDestroy(); }),
  survives("values without end", frame(opcodes.text, `{"type":"session.update","session":{"x":[${"[],".repeat(600_000)}0]}}`)),
  survives("nested without end", frame(opcodes.text, `{"type":"session.update","session":{"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`)),
  survives("huge words", text({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ text: Array.from({ length: 30_000 }, (_all, index) => `w${index}`).join(" ").slice(0, 190_000) }] } }), text({ type: "response.create" })),
  survives("odd audio", ...["", "A", "====", noise].flatMap((audio) => ["audio/pcm", "audio/pcmu", "audio/x"].map((type) => Buffer.concat([text({ type: "session.update", session: { audio: { input: { format: { type } } } } }), text({ type: "input_audio_buffer.append", audio })])))),
];

/**
 * A caller in a process of its own, so that what the others do to their process is not taken for the server's doing: it has one text repeated to it, call after call,
 * until it is told to stop, and tells of each how it came. Started with `fork`; the address, the key and the text come as arguments.
 */
import { createHash } from "node:crypto";
import WebSocket from "ws";

/** One reply as it came. */
export interface HeardCall {
  /** Of all its audio, in the order of its coming. */
  soundHash: string;
  soundMs: number;
  transcript: string;
  status: string;
  /** How late each paced chunk was against the reply's own schedule. */
  lateMs: number[];
}

const bytesPerMs = 48;
/** Sent ahead at the beginning of a reply; behind that each chunk has its time. */
const aheadMs = 1_000;

const [url = "", key = "", text = ""] = process.argv.slice(2);
const socket = new WebSocket(url, ["realtime"], { headers: { authorization: `Bearer ${key}` }, perMessageDeflate: false });
let sound: Buffer[] = [];
let chunks: { atMs: number; startMs: number }[] = [];
let [soundMs, transcript, stopping] = [0, "", false];

const send = (event: object) => socket.send(JSON.stringify(event));
const ask = () => {
  [sound, chunks, soundMs, transcript] = [[], [], 0, ""];
  send({ type: "conversation.item.create", item: { type: "message", role: "user", content: [{ type: "input_text", text }] } });
  send({ type: "response.create" });
};
const lateness = (): number[] => {
  const offsets = chunks.filter(({ startMs }) => startMs >= aheadMs).map(({ atMs, startMs }) => atMs - startMs);
  const onTime = [...offsets].sort((a, b) => a - b)[Math.floor(offsets.length / 10)] ?? 0;
  return offsets.map((offset) => Math.max(0, offset - onTime));
};

socket.on("message", (data) => {
  const atMs = performance.now();
  const event = JSON.parse(String(data)) as { type: string; delta?: string; transcript?: string; response?: { status: string } };
  if (event.type === "session.created") ask();
  if (event.type === "response.output_audio.delta") {
    const bytes = Buffer.from(event.delta ?? "", "base64");
    chunks.push({ atMs, startMs: soundMs });
    sound.push(bytes);
    soundMs += bytes.length / bytesPerMs;
  }
  if (event.type === "response.output_audio_transcript.done") transcript = event.transcript ?? "";
  if (event.type !== "response.done") return;
  const heard: HeardCall = { soundHash: createHash("sha256").update(Buffer.concat(sound)).digest("hex"), soundMs, transcript, status: event.response?.status ?? "", lateMs: lateness() };
  process.send?.(heard);
  if (stopping) socket.close(1000);
  else ask();
});
socket.on("error", () => process.exit(1));
socket.on("close", (code) => process.exit(code === 1000 ? 0 : 1));
process.on("message", () => { stopping = true; });
process.on("disconnect", () => process.exit(1));

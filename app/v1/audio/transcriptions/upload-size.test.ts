import { POST as turnPost } from "@/app/api/v1/conversations/[id]/turns/route";
import { POST as transcriptionPost } from "@/app/v1/audio/transcriptions/route";
import { config } from "@/middleware";
import { makeKey, makeMember, useTestDatabase } from "@/lib/testing/harness";
import { scriptedRuntime } from "@/lib/testing/realtime-server";
import { wavHeader } from "@/lib/voice/encode";

useTestDatabase();
let key: string;
beforeAll(async () => {
  scriptedRuntime({ texts: ["Words."] });
  key = await makeKey(await makeMember());
}, 60_000);

const most = 10 * 1_048_576;
/** 109 seconds at 48 kHz: within what may be said in one turn. */
const wavOf = (sizeBytes: number) => Buffer.concat([wavHeader(48_000, sizeBytes - 44), Buffer.alloc(sizeBytes - 44)]);

const headers = { authorization: "", "content-type": "audio/wav" };
const asked = async (response: Promise<Response>) => { const answer = await response; const body = await answer.json() as { code?: string; error?: { code: string } }; return [answer.status, body.code ?? body.error?.code ?? null]; };
/** In pieces and without a length, as `transfer-encoding: chunked` arrives. */
const inPieces = (bytes: Uint8Array) => new ReadableStream<Uint8Array>({
  pull(controller) { const piece = bytes.subarray(0, 65_536); bytes = bytes.subarray(65_536); if (piece.length > 0) controller.enqueue(new Uint8Array(piece)); else controller.close(); },
});
const request = (path: string, body: Uint8Array, more: Record<string, string>) => new Request(`http://localhost${path}`, { method: "POST", headers: { ...headers, authorization: `Bearer ${key}`, ...more }, body: inPieces(body), duplex: "half" } as RequestInit);
const form = (bytes: Uint8Array) => Buffer.concat([Buffer.from('--x\r\nContent-Disposition: form-data; name="model"\r\n\r\nlocal\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'), bytes, Buffer.from("\r\n--x--\r\n")]);
// What a turn holds is read before its conversation is looked for: nothing has to be said for 109 seconds.
const turn = (body: Uint8Array, more: Record<string, string>) => turnPost(request("/api/v1/conversations/cnv_none/turns", body, more), { params: Promise.resolve({ id: "cnv_none" }) });

const doors: [string, (bytes: Uint8Array, more?: Record<string, string>) => Promise<Response>, unknown][] = [
  ["a form", (bytes, more = {}) => transcriptionPost(request("/v1/audio/transcriptions", form(bytes), { "content-type": "multipart/form-data; boundary=x", ...more })), [200, null]],
  ["a turn", (bytes, more = {}) => turn(bytes, more), [404, "not_found"]],
  ["a turn in base64", (bytes, more = {}) => turn(Buffer.from(JSON.stringify({ audio: Buffer.from(bytes).toString("base64") })), { "content-type": "application/json", ...more }), [404, "not_found"]],
];

test.each(doors)("%s of 10 MB to the byte is read whole, and one byte more is refused as too large, whatever length it says", async (_, send, whole) => {
  expect(await asked(send(wavOf(most)))).toEqual(whole);
  for (const more of [undefined, { "content-length": "1000" }]) expect(await asked(send(wavOf(most + 1), more))).toEqual([413, "payload_too_large"]);
}, 300_000);

test("the doors of audio lie outside the middleware, where Next would cut what they are sent", () => {
  const [matcher = ""] = config.matcher;
  const runs = (path: string) => new RegExp(`^${matcher}$`).test(path);
  expect(["/v1/audio/transcriptions", "/api/v1/conversations/cnv_1/turns", "/speech", "/api/v1/voices"].map(runs)).toEqual([false, false, true, true]);
});

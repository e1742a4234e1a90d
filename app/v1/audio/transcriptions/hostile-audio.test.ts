import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POST } from "@/app/v1/audio/transcriptions/route";
import { errorTable, type ErrorCode } from "@/lib/platform/errors";
import { hasFfmpeg } from "@/lib/testing/ffmpeg";
import { inspect, makeKey, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { hostileFiles, wholeFiles, type HostileFile } from "@/lib/testing/hostile-audio";
import { scriptedRuntime } from "@/lib/testing/realtime-server";
import { createTranscriptionOp } from "@/lib/voices/contract";
import { decodersNow } from "@/lib/voices/media/decode";

const directory = mkdtempSync(join(tmpdir(), "parley-hostile-"));
const scratch = join(directory, "scratch");
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let key: string;
beforeAll(async () => {
  scriptedRuntime({ texts: ["Words."] });
  key = await makeKey(await makeMember());
}, 60_000);

interface Answer { status: number; code: string | null; durationS: number }

async function send(bytes: Buffer, keep: boolean): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ model: "local", response_format: "verbose_json", keep: String(keep) })) form.set(name, value);
  form.set("file", new File([new Uint8Array(bytes)], "sound.wav", { type: "audio/wav" }));
  const response = await POST(new Request("http://localhost/v1/audio/transcriptions", { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form }));
  const body = await response.json() as { error?: { code: string; message: string }; duration?: number };
  return { status: response.status, code: body.error?.code ?? null, durationS: body.duration ?? 0 };
}

/** What is not as it should be, in words; null where it is. */
function fault({ refused, atMostS }: HostileFile, { status, code, durationS }: Answer): string | null {
  if (status === 200) return atMostS === undefined ? `was read, as ${durationS} s` : durationS > atMostS ? `gave ${durationS} s` : null;
  const isDocumented = (createTranscriptionOp.fails as readonly string[]).includes(code ?? "") && errorTable[code as ErrorCode].status === status;
  return isDocumented && refused.includes(code ?? "") ? null : `${status} ${code}`;
}

/** Programs that this process has started and that are still there. */
const children = (): string[] => readdirSync("/proc").filter((pid) => /^\d+$/.test(pid)).flatMap((pid) => {
  try {
    const [, name = "", parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return Number(parent) === process.pid && /^(ffmpeg|sh)$/.test(name) ? [name] : [];
  } catch { return []; }
});
const recordings = () => { try { return readdirSync(join(directory, "recordings")); } catch { return []; } };
const strays = () => [...readdirSync("/").filter((name) => !roots.includes(name)), ...readdirSync(scratch), ...readdirSync("/tmp").filter((name) => /^ff(cache|mpeg)/.test(name))];
const roots = readdirSync("/");

(hasFfmpeg ? test : test.skip)("hundreds of hostile files are refused with a documented code or read within bounds; nothing of them is stored, no file and no process is left, and good files are read after them", async () => {
  const files = hostileFiles();
  expect(files.length).toBeGreaterThanOrEqual(100);
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  mkdirSync(scratch);
  process.env.TMPDIR = scratch;
  const faults: string[] = [];
  let refusals = 0;
  for (const file of files) {
    // Asked to keep it: what is refused must not be stored even then.
    const answer = await send(file.bytes, file.atMostS === undefined);
    if (answer.status !== 200) refusals += 1;
    const told = fault(file, answer);
    if (told) faults.push(`${file.name}: ${told}`);
  }
  expect(faults).toEqual([]);
  expect(refusals).toBeGreaterThanOrEqual(100);
  expect(await inspect(sql`select id from speech_results`)).toEqual([]);
  expect([recordings(), strays(), children(), decodersNow()]).toEqual([[], [], [], { running: 0, waiting: 0 }]);
  delete process.env.TMPDIR;
  for (const [name, bytes] of Object.entries(wholeFiles(1.5))) {
    const { status, durationS } = await send(bytes, false);
    expect([name, status, Math.abs(durationS - 1.5) < 0.1]).toEqual([name, 200, true]);
  }
}, 600_000);

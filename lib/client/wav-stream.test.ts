import { createWavStream } from "./wav-stream";

const samples = Int16Array.from({ length: 1_201 }, (_all, index) => index * 7 - 4_000);
/** As the server begins a stream: 24 kHz, mono, of no known length. */
const head = Buffer.from(["52494646 ffffffff 57415645", "666d7420 10000000 0100 0100 c05d0000 80bb0000 0200 1000", "64617461 ffffffff"].join("").replaceAll(" ", ""), "hex");
const streamed = Buffer.concat([head, new Uint8Array(samples.buffer)]);

test.each([1, 7, 43, 44, 45, 333, 5_000])("a stream that arrives %s bytes at a time gives every sample once, and a file that says its length", async (size) => {
  const stream = createWavStream();
  const heard: number[] = [];
  for (let at = 0; at < streamed.length; at += size) heard.push(...stream.push(streamed.subarray(at, at + size)));
  expect(heard).toEqual([...samples]);
  expect(stream.lengthMs()).toBeCloseTo(1_201 / 24, 3);
  const file = Buffer.from(await stream.file().arrayBuffer());
  expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([file.length - 8, file.length - 44]);
  expect([file.subarray(8, 36).equals(head.subarray(8, 36)), file.subarray(44).equals(Buffer.from(samples.buffer))]).toEqual([true, true]);
});

test("nothing that arrived is a file of no length, not a fault", async () => {
  const stream = createWavStream();
  expect(stream.push(new Uint8Array(0)).length).toBe(0);
  expect([stream.lengthMs(), (await stream.file().arrayBuffer()).byteLength]).toEqual([0, 44]);
});

test("a piece that is handed to the player can be taken over without harm to the file", async () => {
  const stream = createWavStream();
  const piece = stream.push(streamed);
  structuredClone(piece.buffer, { transfer: [piece.buffer] });
  expect((await stream.file().arrayBuffer()).byteLength).toBe(streamed.length);
});

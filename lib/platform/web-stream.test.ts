import { createReadStream } from "node:fs";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { webStreamOf } from "./web-stream";

test("what goes in comes out, piece by piece, without a copy", async () => {
  const piece = Buffer.from("sound");
  const reader = webStreamOf(Readable.from([piece], { objectMode: false })).getReader();
  expect((await reader.read()).value).toBe(piece);
  expect((await reader.read()).done).toBe(true);
});

test("a file that is gone before it is read fails its reader, and nobody else", async () => {
  const source = createReadStream("/nonexistent/recording");
  const stream = webStreamOf(source);
  await once(source, "close").catch(() => {});
  await expect(text(stream)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a reader that goes away closes the source", async () => {
  const source = new PassThrough();
  source.write("begun");
  const reader = webStreamOf(source).getReader();
  await reader.read();
  await reader.cancel();
  expect(source.destroyed).toBe(true);
});

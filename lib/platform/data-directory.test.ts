import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { openDataDirectory, StartError } from "./data-directory";

const place = mkdtempSync(join(tmpdir(), "parley-place-"));
afterAll(() => { rmSync(place, { recursive: true }); });

test("is made with its parents, keeps its secret, and lets one holder in at a time", () => {
  const path = join(place, "some", "where");
  const first = openDataDirectory(path);
  expect(first.fresh).toBe(true);
  first.announce("http://localhost:1");
  expect(() => openDataDirectory(path)).toThrow(/already runs on .* at http:\/\/localhost:1 /);
  first.release();
  const second = openDataDirectory(path);
  expect({ fresh: second.fresh, secret: second.secret }).toEqual({ fresh: false, secret: first.secret });
  second.release();
});

test("a place that cannot be written to is refused with what to do, and not waited for", () => {
  writeFileSync(join(place, "file"), "");
  for (const path of [join(place, "file", "below"), ...(existsSync("/proc/self") ? ["/proc/parley/data"] : [])]) {
    expect(() => openDataDirectory(path)).toThrow(StartError);
    expect(() => openDataDirectory(path)).toThrow(/cannot be written to.*--data DIR/);
  }
});

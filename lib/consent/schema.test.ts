import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { memberTextVersion } from "@/lib/identity/schema";
import { callerTextVersion, consentTexts } from "./schema";

/** Of the words as they were first shown. A changed text fails here: give it a new version beside the old one, and its sum. */
const sums: Record<string, string> = { "caller-2026-11": "f109df890d2a1ae3", "member-2026-11": "e39d48481c98e954" };

test("the words of a version never change, so that what somebody agreed to stays what it was", () => {
  expect(Object.fromEntries(Object.entries(consentTexts).map(([version, words]) => [version, createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 16)]))).toEqual(sums);
});

test("the versions that are asked have their words", () => {
  expect(consentTexts[callerTextVersion]).toMatchObject({ text: { label: expect.any(String) }, audio: { label: expect.any(String) } });
  expect(consentTexts[memberTextVersion]?.text).toBeDefined();
});

import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { readManifest } from "./manifest";
import { runnerNeeds } from "./runner-needs";

const text = readFileSync("docs/integrations.md", "utf8");
const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, language = "", body = ""]) => ({ language, body }));

test("every block of the documentation is a manifest, and every one is good", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(3);
  expect(blocks.map(({ language }) => language)).toEqual(blocks.map(() => "json"));
  expect(blocks.map(({ body }) => readManifest(Buffer.from(body)))).toEqual(blocks.map(() => ({ manifest: expect.anything(), hash: expect.stringMatching(/^[0-9a-f]{64}$/) })));
});

test("the documentation names every runner there is", () => {
  const [, named = ""] = /There are (.*?)\. Each needs/.exec(text) ?? [];
  expect([...named.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual(Object.keys(runnerNeeds));
});

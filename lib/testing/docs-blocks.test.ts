import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { allDocsBlocks, blocksOf, readersScript, type DocsBlock } from "./docs-blocks";

const blocks = allDocsBlocks();
const where = ({ page, line }: DocsBlock) => `${page}:${line}`;
/** Each test that runs blocks asks for them by name. */
const runners = readdirSync(join(process.cwd(), "e2e")).filter((name) => name.endsWith(".spec.ts")).map((name) => readFileSync(join(process.cwd(), "e2e", name), "utf8"));

test("every code block of the documentation has a language", () => {
  expect(blocks.length).toBeGreaterThan(15);
  expect(blocks.filter(({ language }) => !/^[a-z]+$/.test(language)).map(where)).toEqual([]);
});

test("every code block is run by a test that asks for it, or tells its reader why none does", () => {
  const isRun = ({ test: name }: DocsBlock) => name !== undefined && runners.some((text) => text.includes(`runDocs(`) && text.includes(`"${name}"`));
  const tells = ({ untested }: DocsBlock) => (untested ?? "").split(" ").length >= 4;
  expect(blocks.filter((block) => !isRun(block) && !tells(block)).map(where)).toEqual([]);
  expect(blocks.filter((block) => block.test !== undefined && block.untested !== undefined).map(where)).toEqual([]);
});

test("a block without a mark, or whose test does not exist, is found out", () => {
  const [plain, marked] = blocksOf("```js\na\n```\ntext\n\n````sh file=x.sh test=one\nb\n```\nc\n````\n", "page.mdx");
  expect(plain).toEqual({ page: "page.mdx", line: 1, language: "js", code: "a" });
  expect(marked).toEqual({ page: "page.mdx", line: 6, language: "sh", code: "b\n```\nc", file: "x.sh", test: "one" });
  expect(blocksOf('```sh untested="no such program here"\nx\n```', "p")[0]?.untested).toBe("no such program here");
  expect(() => blocksOf("```js\nnever closed", "page.mdx")).toThrow("page.mdx:1");
});

test("the reader's script runs in order, keeps files as they are, and stops at the first fault", () => {
  const block = (code: string, more: Partial<DocsBlock> = {}): DocsBlock => ({ page: "p", line: 1, language: "sh", code, ...more });
  const script = readersScript([block("export PARLEY_URL=http://localhost:3000"), block("echo \"$PARLEY_URL 'x'\"", { file: "docs-block-sample.sh", language: "text" }), block("bash docs-block-sample.sh"), block("false\necho never")]);
  const run = () => execFileSync("bash", ["-c", `cd "$(mktemp -d)"\n${script}`], { env: { ...process.env, PARLEY_URL: "http://here" }, encoding: "utf8", stdio: "pipe" });
  let said = "";
  try { run(); } catch (error) { said = String((error as { stdout?: string }).stdout); }
  expect(said.trim()).toBe("http://here 'x'");
  expect(() => readersScript([block("x", { language: "js" })])).toThrow("a block without a file");
});

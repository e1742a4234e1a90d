/** The code blocks of the documentation's pages, as readers see them: what the tests run, and what says why it is not run. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

export interface DocsBlock {
  /** `app/docs/…/page.mdx`, from the repository's root. */
  page: string;
  /** Of the opening fence, from 1. */
  line: number;
  language: string;
  code: string;
  /** The file a reader puts it in. */
  file?: string;
  /** Name of the test that runs it. */
  test?: string;
  /** Why none does. */
  untested?: string;
}

const root = process.cwd();
const fence = /^(\s*)(`{3,})\s*(\S*)\s*(.*)$/;

function* pages(directory: string): Generator<string> {
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* pages(path);
    else if (name.endsWith(".mdx")) yield path;
  }
}

const marksOf = (meta: string): Record<string, string> => Object.fromEntries([...meta.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name, words, word]) => [name, words ?? word ?? ""]));

/** The blocks of one page's text. Throws for a fence that is never closed. */
export function blocksOf(text: string, page: string): DocsBlock[] {
  const blocks: DocsBlock[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const opening = fence.exec(lines[at] ?? "");
    if (!opening) continue;
    const [, indent = "", ticks = "", language = "", meta = ""] = opening;
    const end = lines.findIndex((line, index) => index > at && line.trim() === ticks);
    if (end === -1) throw new Error(`${page}:${at + 1}: this code block is never closed.`);
    const { file, test, untested } = marksOf(meta);
    const code = lines.slice(at + 1, end).map((line) => line.slice(indent.length)).join("\n");
    blocks.push({ page, line: at + 1, language, code, ...(file ? { file } : {}), ...(test ? { test } : {}), ...(untested ? { untested } : {}) });
    at = end;
  }
  return blocks;
}

/** Every block of every page. */
export const allDocsBlocks = (): DocsBlock[] => [...pages(join(root, "app/docs"))].flatMap((path) => blocksOf(readFileSync(path, "utf8"), relative(root, path)));

/** The blocks that one test runs, in the order of their page. Throws where there is none: a test that runs nothing proves nothing. */
export function blocksFor(test: string): DocsBlock[] {
  const found = allDocsBlocks().filter((block) => block.test === test);
  if (found.length === 0) throw new Error(`No code block of the documentation is marked test=${test}.`);
  return found;
}

/**
 * One shell script that does what a reader does: puts each block with a file's name in that file, and runs the others in one shell, in order.
 * `PARLEY_URL` is the one value that is replaced, since the reader's server is elsewhere, too.
 */
export function readersScript(blocks: readonly DocsBlock[]): string {
  const steps = blocks.map(({ file, language, code, page, line }) => {
    if (file) return `cat > '${file}' <<'END_OF_DOCS_BLOCK'\n${code}\nEND_OF_DOCS_BLOCK`;
    if (language !== "sh") throw new Error(`${page}:${line}: a block without a file must be a shell's to be run.`);
    return code.replaceAll(/^export PARLEY_URL=.*$/gm, ": # PARLEY_URL is given by the test");
  });
  return ["set -euo pipefail", ...steps, ""].join("\n");
}

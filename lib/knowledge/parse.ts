import { cleanLine, cleanText } from "@/lib/platform/text";
import { maxQuestionCharacters } from "./schema";
import { sentencesOf, speakable } from "./sentences";

export interface ParsedEntry { question: string | null; answer: string }
/** What every kind of document becomes before it is split: headings give context, paragraphs give answers. */
export interface Block { kind: "heading" | "paragraph"; text: string; depth?: number }

/** Entries of 1–3 sentences and at most 300 characters; the heading above, or the question before, becomes `question`. */
export function entriesFromBlocks(blocks: readonly Block[]): ParsedEntry[] {
  const entries: ParsedEntry[] = [];
  const headings: Block[] = [];
  let asked: string | null = null;
  for (const block of blocks) {
    const text = cleanLine(block.text);
    if (text === "") continue;
    if (block.kind === "heading") {
      while (headings.length > 0 && (headings.at(-1)?.depth ?? 1) >= (block.depth ?? 1)) headings.pop();
      headings.push({ ...block, text });
      asked = null;
      continue;
    }
    const pair = questionAndAnswer(text);
    if (pair && pair.answer === "") { asked = pair.question; continue; }
    const label = questionAnswerLabel.exec(text);
    const question: string | null = pair?.question ?? asked ?? context(headings);
    const body = pair?.answer ?? (asked && label ? text.slice(label[0].length) : text);
    for (const answer of speakable(body)) entries.push({ question: question?.slice(0, maxQuestionCharacters) ?? null, answer });
    // A question without its own answer is answered by the one paragraph that follows it.
    if (!pair) asked = null;
  }
  return entries;
}

const questionAnswerLabel = /^(?:A|Answer)\s*[:.)]\s*/i;
const labelled = /^(?:Q|Question)\s*\d*\s*[:.)]\s*(.+?)(?:\s+(?:A|Answer)\s*\d*\s*[:.)]\s*(.*))?$/i;
const bold = /^(?:\*\*|__)(.+?\?)\s*(?:\*\*|__)\s*[:–—-]?\s*(.*)$/;

/** "Q: … A: …" or "**Question?** answer"; `answer` is empty where only the question stands here. */
function questionAndAnswer(text: string): { question: string; answer: string } | null {
  const match = labelled.exec(text) ?? bold.exec(text);
  if (match) return { question: cleanLine(match[1] ?? ""), answer: cleanLine(match[2] ?? "") };
  // A paragraph that is one question.
  return text.endsWith("?") && text.length <= maxQuestionCharacters && sentencesOf(text).length === 1 ? { question: text, answer: "" } : null;
}

/** The nearest question among the headings as it is, or the last two headings as a subject. */
function context(headings: readonly Block[]): string | null {
  const nearest = headings.at(-1);
  if (!nearest) return null;
  if (nearest.text.endsWith("?")) return nearest.text;
  // The page's own title says little about a paragraph three levels below.
  return headings.slice(-2).map((heading) => heading.text).join(": ");
}

/** Plain text: paragraphs between empty lines; "Q:" and "A:" lines begin a new one. */
export function blocksOfText(text: string): Block[] {
  const lines = cleanText(text).split("\n");
  const blocks: Block[] = [];
  let open = "";
  const close = () => { if (open.trim()) blocks.push({ kind: "paragraph", text: open }); open = ""; };
  for (const line of lines) {
    const trimmed = line.trim();
    const item = /^(?:[-*•▪◦‣]|\d{1,2}[.)])\s+(.*)$/.exec(trimmed);
    if (trimmed === "" || item || /^(?:Q|Question|A|Answer)\s*\d*\s*[:.)]\s/i.test(trimmed)) close();
    open += `${open.endsWith("-") ? "" : " "}${item ? item[1] : trimmed}`;
    // A line that is a whole question is one of its own.
    if (trimmed.endsWith("?") && open.trim() === trimmed) close();
  }
  close();
  return blocks;
}

/** The small part of Markdown that matters to what is said: headings, lists, tables, code left out, marks removed. */
export function blocksOfMarkdown(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  let fence: string | null = null;
  const close = () => {
    if (open.length > 0) blocks.push({ kind: "paragraph", text: open.join(" ") });
    open = [];
  };
  for (const line of withoutFrontMatter(cleanText(markdown)).split("\n")) {
    const trimmed = line.trim();
    const mark = /^(```+|~~~+)/.exec(trimmed)?.[1];
    if (mark && (fence === null || mark.startsWith(fence))) { close(); fence = fence === null ? mark : null; continue; }
    if (fence !== null) continue;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(trimmed);
    const item = /^(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/.exec(trimmed);
    if (heading) { close(); blocks.push({ kind: "heading", text: withoutMarks(heading[2] ?? ""), depth: heading[1]?.length ?? 1 }); }
    else if (/^(=+|-{2,})$/.test(trimmed) && open.length === 1) { blocks.push({ kind: "heading", text: open[0] ?? "", depth: trimmed.startsWith("=") ? 1 : 2 }); open = []; }
    else if (trimmed === "" || /^([-*_]\s*){3,}$/.test(trimmed)) close();
    else if (trimmed.startsWith("|")) { close(); if (!/^[|\s:-]+$/.test(trimmed)) blocks.push({ kind: "paragraph", text: row(trimmed.slice(1, trimmed.endsWith("|") ? -1 : undefined).split("|")) }); }
    else if (item) { close(); open.push(withoutMarks(item[1] ?? "")); }
    else { if (/^(?:(?:Q|Question|A|Answer)\s*\d*\s*[:.)]\s|\*\*.+\?\*\*)/i.test(trimmed)) close(); open.push(withoutMarks(trimmed.replace(/^>+\s?/, ""))); }
  }
  close();
  return blocks;
}

/** One row of a table, said in one breath: "Rye loaf: £4.80, keeps five days". */
export function row(cells: readonly string[]): string {
  const [first = "", ...rest] = cells.map((cell) => withoutMarks(cell.trim())).filter(Boolean);
  return rest.length > 0 ? `${first}: ${rest.join(", ")}` : first;
}

const withoutFrontMatter = (text: string) => text.replace(/^---\n[\s\S]*?\n---\n/, "");

/** Keeps a bold question's marks, which say that it is one. */
function withoutMarks(text: string): string {
  const plain = text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").replace(/<\/?[a-z][^>]*>/gi, "").replace(/`([^`]*)`/g, "$1");
  return bold.test(plain) ? plain : plain.replace(/(\*\*|__)(.+?)\1/g, "$2").replace(/(?<!\w)[*_]([^*_]+)[*_](?!\w)/g, "$1").replace(/\\([\\`*_{}[\]()#+.!-])/g, "$1");
}


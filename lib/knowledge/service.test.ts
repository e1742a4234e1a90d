import { afterEach, beforeAll, expect, test } from "@jest/globals";
import { createAgent } from "@/lib/agents/service";
import { systemCtx } from "@/lib/platform/ctx";
import { makeMember, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { embeddedTexts, type Embedder } from "@/lib/voice/ports";
import { useEmbedder } from "./embedder";
import { addEntry, addPdf, addText, entriesOf, fillEmbeddings, getKnowledge, snapshotKnowledge, updateEntry } from "./service";

useTestDatabase();
let owner: TestMember;
let id = "";
const seen: string[] = [];
const embedder: Embedder = { id: "test", capabilities: { dimensions: 2 }, embed: async (texts) => { seen.push(...texts); return texts.map((text) => Float32Array.of(text.length, 1)); } };

beforeAll(async () => { owner = await makeMember(); id = (await createAgent(owner.ctx, { name: "Knowing" })).id; });
afterEach(() => useEmbedder(() => null));
const fails = (work: Promise<unknown>) => work.then(() => "nothing", (error: { code: string }) => error.code);

/** A PDF of one line a page, by hand; with a lock where `locked`. */
function pdfOf(lines: string[], locked = false): Uint8Array {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Count ${lines.length} /Kids [${lines.map((_line, at) => `${4 + 2 * at} 0 R`).join(" ")}] >>`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"];
  for (const [at, line] of lines.entries()) {
    const stream = `BT /F1 12 Tf 72 700 Td (${line.replace(/[()\\]/g, "\\$&")}) Tj ET`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`, `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => { const offset = file.length; file += `${at + 1} 0 obj\n${object}\nendobj\n`; return offset; });
  const start = file.length;
  const lock = locked ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >> /ID [<00> <00>]` : "";
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

test("a PDF's text becomes entries under its title", async () => {
  const added = await addPdf(owner.ctx, { id, title: "Leaflet", bytes: pdfOf(["The shop opens at nine.", "Parking is free."]) });
  expect(added.source).toMatchObject({ kind: "pdf", title: "Leaflet", entryCount: 2 });
  expect(added.entries.map(({ answer }) => answer)).toEqual(["The shop opens at nine.", "Parking is free."]);
});

test.each([
  ["locked with a password", () => pdfOf(["Secret."], true), "document_encrypted"], ["cut off in its first line", () => pdfOf(["x"]).slice(0, 12), "document_unreadable"],
  ["with more pages than allowed", () => pdfOf(Array.from({ length: 101 }, () => "Page.")), "document_too_long"], ["without text", () => pdfOf([""]), "document_unreadable"],
  ["of another kind", () => new TextEncoder().encode("<html>"), "unsupported_media_type"], ["too large", () => new Uint8Array(10 * 1_048_576 + 1), "payload_too_large"],
])("a PDF %s is refused by name, and nothing is stored", async (_name, bytes, code) => {
  const before = await getKnowledge(owner.ctx, { id });
  expect(await fails(addPdf(owner.ctx, { id, title: "Bad", bytes: bytes() }))).toBe(code);
  expect(await getKnowledge(owner.ctx, { id })).toEqual(before);
});

test("an agent knows at most 500 entries, also when two writers come at once", async () => {
  const full = (await createAgent(owner.ctx, { name: "Full" })).id;
  const lines = (count: number) => Array.from({ length: count }, (_all, at) => `- Line ${at}.`).join("\n");
  await addText(owner.ctx, { id: full, title: "A", kind: "text", text: lines(300) });
  const both = await Promise.all([fails(addText(owner.ctx, { id: full, title: "B", kind: "text", text: lines(150) })), fails(addText(owner.ctx, { id: full, title: "C", kind: "text", text: lines(150) }))]);
  expect(both.sort()).toEqual(["knowledge_full", "nothing"]);
  expect((await getKnowledge(owner.ctx, { id: full })).entries).toHaveLength(450);
});

test("embeddings are computed at writing, renewed by a change, and filled in later where there was no model", async () => {
  const late = await addEntry(owner.ctx, { id, question: "Is there parking? Where?", answer: "Behind {{the_house}}." });
  expect(late.searchable).toBe(false);
  useEmbedder(() => embedder);
  expect(await fillEmbeddings(systemCtx(), 2_000)).toBeGreaterThanOrEqual(1);
  expect(seen).toEqual(expect.arrayContaining(["Is there parking?", "Where?", "Where? Behind the house.", "Behind the house."]));
  const vectorsOf = async () => (await owner.ctx.db.transaction(async (tx) => entriesOf(await snapshotKnowledge(tx, { workspaceId: owner.actor.workspaceId, agentId: id })))).find((entry) => entry.id === late.id)?.embedding;
  expect((await vectorsOf())?.length).toBe(2 * embeddedTexts({ question: "Is there parking? Where?", answer: "x" }).length);
  expect(await updateEntry(owner.ctx, { id, entryId: late.id, question: null, answer: "Ten." })).toMatchObject({ searchable: true });
  expect(Array.from(await vectorsOf() ?? [])).toEqual([4, 1]);
});

test("an embedder that fails loses no entry", async () => {
  useEmbedder(() => ({ ...embedder, embed: () => Promise.reject(new Error("gone")) }));
  expect(await addEntry(owner.ctx, { id, question: null, answer: "Kept." })).toMatchObject({ answer: "Kept.", searchable: false });
});

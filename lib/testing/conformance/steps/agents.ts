/** Agents, their versions and what they know. */
import type { Step } from "./step";

/** One page, "We open at nine.", without a library. */
function pdf(words: string): string {
  const stream = `BT /F1 12 Tf 72 720 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => { const at = text.length; text += `${index + 1} 0 obj\n${object}\nendobj\n`; return at; });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}

export const agents: Step = async ({ call, known, stage }) => {
  await call("listTemplates");
  await call("listVoices");
  const id = (await call("createAgent", { body: { name: "Harbour desk", slug: "harbour-desk" } })).at("id");
  const params = { id };
  known.add("agents", id);
  await call("listAgents", { query: { search: "harbour" } });
  await call("updateAgent", { params, body: { name: "Harbour office", visibility: "public" } });
  await call("getAgent", { params });

  const entry = await call("addKnowledgeEntry", { params, body: { question: "When do you open?", answer: "At nine." } });
  await call("updateKnowledgeEntry", { params: { id, entryId: entry.at("id") }, body: { answer: "At nine, every day." } });
  known.add("entryId", (await call("addKnowledgeEntry", { params, body: { answer: "The harbour has two cranes." } })).at("id"));
  await call("removeKnowledgeEntry", { params: { id, entryId: entry.at("id") } });
  const text = await call("addKnowledgeText", { params, body: { title: "Hours", text: "We open at nine. We close at six." } });
  await call("removeKnowledgeSource", { params: { id, sourceId: text.at("source.id") } });
  known.add("sourceId", (await call("addKnowledgePdf", { params, query: { title: "Leaflet" }, raw: { type: "application/pdf", bytes: pdf("We open at nine. The ferry leaves at ten from the second pier.") } })).at("source.id"));
  await call("addKnowledgePage", { params, body: { url: stage.pageUrl } });
  await call("getKnowledge", { params });

  await call("publishAgent", { params, body: { note: "The first" } });
  await call("publishAgent", { params, body: {} });
  known.add("version", "1", "2");
  await call("listAgentVersions", { params });
  await call("getAgentVersion", { params: { id, version: 1 } });
  await call("restoreAgentVersion", { params: { id, version: 1 }, body: {} });
  await call("compareAgentVersions", { params, query: { from: 1, to: "draft" } });
  const file = await call("exportAgent", { params });
  await call("importAgent", { body: file.json });
  known.add("agents", (await call("duplicateAgent", { params })).at("id"));
  const spare = await call("createAgent", { body: { name: "Spare" } });
  await call("deleteAgent", { params: { id: spare.at("id") } });
};

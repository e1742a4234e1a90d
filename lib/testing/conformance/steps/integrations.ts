/** Integrations: one of the operator's folder, installed, changed by the operator and agreed to again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "./step";

const manifest = (name: string, version: string) => JSON.stringify({
  format: "parley.integration/1", name, title: name, description: "Whether something is there.", version, kind: "tool",
  settings: [{ name: "address", title: "Address", kind: "url" }], scopes: ["network:{settings.address}"],
  tools: [{ name: `${name}_count`, description: "How many there are.", parameters: { type: "object", properties: {} }, request: { method: "GET", url: "{settings.address}/count" } }],
});

export const integrations: Step = async ({ call, known, stage }) => {
  const put = (name: string, version = "1.0.0") => { writeFileSync(join(stage.integrationsFolder, `${name}.json`), manifest(name, version)); };
  const hashOf = async (name: string) => (await call("getIntegration", { params: { name } })).at("hash");
  const settings = { address: `${stage.things.origin}/api` };
  const install = async (name: string) => { put(name); return (await call("createInstallation", { body: { name, hash: await hashOf(name), settings } })).at("id"); };

  const installationId = await install("stock");
  await call("listIntegrations", { query: { kind: "tool" } });
  await call("listInstallations");
  await call("updateInstallation", { params: { installationId }, body: { settings: { address: `${stage.things.origin}/other` } } });
  put("stock", "1.1.0");
  await call("approveInstallation", { params: { installationId }, body: { hash: await hashOf("stock") } });
  await call("deleteInstallation", { params: { installationId: await install("spare") } });
  known.add("installationId", installationId, await install("more"));
  known.add("name", "stock", "calendar");
};

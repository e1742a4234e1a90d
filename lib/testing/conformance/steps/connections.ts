/** A workspace's own keys for providers, and its identity server. */
import type { Step } from "./step";

export const connections: Step = async ({ call, known, stage }) => {
  const set = () => call("setProviderKey", { body: { provider: "openai", key: "sk-only-tests-use-this-key", baseUrl: `${stage.models.origin}/v1` } });
  const key = await set();
  await call("listProviderKeys");
  await call("testProviderKey", { params: { providerKeyId: key.at("id") } });
  await call("deleteProviderKey", { params: { providerKeyId: key.at("id") } });
  known.add("providerKeyId", (await set()).at("id"));

  const connection = () => call("setSsoConnection", { body: { issuer: stage.identity.issuer, clientId: stage.identity.client.id, clientSecret: stage.identity.client.secret, domains: ["company.example"] } });
  await connection();
  await call("deleteSsoConnection");
  const domain = await connection();
  stage.names.txt["company.example"] = [domain.at("domains.0.record")];
  await call("verifySsoDomain", { params: { domainId: domain.at("domains.0.id") } });
  known.add("domainId", domain.at("domains.0.id"));
  await call("getSsoConnection");
  await call("startSso", { as: null, body: { email: "ada@company.example" } });
};

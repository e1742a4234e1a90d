import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listQuery } from "@/lib/platform/page";
import { providerKey, providerKeyInput, providerKeyList, providerKeyTest } from "./schema";

const params = z.strictObject({ providerKeyId: z.string().max(60) });

export const listProviderKeysOp = operation({
  id: "listProviderKeys", method: "GET", path: "/api/v1/provider-keys", description: "Which providers this workspace has its own key for; never the keys.", access: "viewer",
  query: listQuery({ sorts: ["provider", "setAt"], first: "provider" }), returns: providerKeyList, status: 200,
});
export const setProviderKeyOp = operation({
  id: "setProviderKey", method: "PUT", path: "/api/v1/provider-keys", description: "Set this workspace's key for a provider, in place of the one that is there. New calls use it within 5 s.", access: "admin", body: providerKeyInput, returns: providerKey, status: 200,
});
export const deleteProviderKeyOp = operation({
  id: "deleteProviderKey", method: "DELETE", path: "/api/v1/provider-keys/{providerKeyId}", description: "Delete a key. New calls go on without it within 5 s.", access: "admin", params, status: 204, fails: ["not_found"],
});
export const testProviderKeyOp = operation({
  id: "testProviderKey", method: "POST", path: "/api/v1/provider-keys/{providerKeyId}/test", limit: "outgoing", description: "Ask the provider, within 5 s, whether it accepts the key.", access: "admin", params, returns: providerKeyTest, status: 200, fails: ["not_found", "conflict"],
});

export const providerKeysContract = [listProviderKeysOp, setProviderKeyOp, deleteProviderKeyOp, testProviderKeyOp];

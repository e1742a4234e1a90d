import { z } from "zod";
import { ToolFault, type ToolRunner } from "../runner";
import { httpRequest, toolSettings } from "../schema";
import { fillRequest } from "../template";

/** Posts JSON to an address that is itself a key: Slack's incoming webhooks, and those of CRMs. Nothing of the address or the answer is told. */
export const secretWebhook: ToolRunner = {
  name: "secret-webhook",
  async run({ settings, secrets, arguments: given, fetch }) {
    const body = httpRequest.shape.body.parse(JSON.parse(z.string().parse(settings.body)));
    const values = toolSettings.parse(JSON.parse(z.string().parse(settings.values ?? "{}")));
    // The address is no template: whatever is in it is sent as it is.
    const filled = fillRequest({ method: "POST", url: "https://webhook.invalid/", headers: {}, body }, { arguments: given, settings: values, secrets: {} });
    const answer = await fetch(secrets.address ?? "", { method: "POST", headers: { "content-type": "application/json", accept: "application/json, text/plain;q=0.9" }, body: filled.body });
    void answer.body?.cancel().catch(() => {});
    if (!answer.ok) throw new ToolFault("The service did not take it. Nothing was passed on.");
    return { sent: true };
  },
};

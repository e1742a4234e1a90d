import { route } from "@/lib/api/route";
import { listIntegrationsOp } from "@/lib/integrations/contract";
import { listIntegrations } from "@/lib/integrations/service";

export const GET = route(listIntegrationsOp, listIntegrations);

import { route } from "@/lib/api/route";
import { getIntegrationOp } from "@/lib/integrations/contract";
import { getIntegration } from "@/lib/integrations/service";

export const GET = route(getIntegrationOp, getIntegration);

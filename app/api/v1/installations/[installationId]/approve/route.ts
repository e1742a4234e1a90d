import { route } from "@/lib/api/route";
import { approveInstallationOp } from "@/lib/integrations/contract";
import { approveInstallation } from "@/lib/integrations/service";

export const POST = route(approveInstallationOp, approveInstallation);

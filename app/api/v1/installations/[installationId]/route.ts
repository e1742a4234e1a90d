import { route } from "@/lib/api/route";
import { deleteInstallationOp, updateInstallationOp } from "@/lib/integrations/contract";
import { deleteInstallation, updateInstallation } from "@/lib/integrations/service";

export const PATCH = route(updateInstallationOp, updateInstallation);
export const DELETE = route(deleteInstallationOp, deleteInstallation);

import { route } from "@/lib/api/route";
import { createInstallationOp, listInstallationsOp } from "@/lib/integrations/contract";
import { createInstallation, listInstallations } from "@/lib/integrations/service";

export const GET = route(listInstallationsOp, listInstallations);
export const POST = route(createInstallationOp, createInstallation);

import { embedAnswer } from "@/lib/api/embed";

export const dynamic = "force-dynamic";

/** Outside the pages: what another site loads before anybody has pressed the button is kept small. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return embedAnswer(request, (await params).slug);
}

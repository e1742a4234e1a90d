import type { Metadata } from "next";
import Link from "next/link";
import { DeleteAccount } from "@/components/privacy/delete-account";
import { ExportPanel } from "@/components/privacy/export-panel";
import { requirePageActor } from "@/lib/api/page";
import { previewErasure } from "@/lib/privacy/service";

export const metadata: Metadata = { title: "Your data" };

export default async function AccountPage() {
  const ctx = await requirePageActor("/settings/account");
  return (
    <div className="grid gap-12">
      <ExportPanel />
      <DeleteAccount preview={await previewErasure(ctx)} />
      <p className="hint"><Link href="/privacy">What this installation keeps, and for how long</Link></p>
    </div>
  );
}

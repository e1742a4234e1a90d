import type { Metadata } from "next";
import { ConsentList } from "@/components/consent/consent-list";
import { requirePageActor } from "@/lib/api/page";

export const metadata: Metadata = { title: "What you agreed to" };

export default async function ConsentSettingsPage() {
  await requirePageActor("/settings/consents");
  return (
    <section aria-label="What you agreed to" className="grid gap-4">
      <p className="soft">What you agreed to have kept of your own calls, with this account and in this browser.</p>
      <ConsentList />
    </section>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { ConsentList } from "@/components/consent/consent-list";

export const metadata: Metadata = { title: "What you agreed to", robots: { index: false } };

export default function ConsentPage() {
  return (
    <div className="paper">
      <h1 className="title">What you agreed to</h1>
      <p>Before anything of a call is kept you are asked, once for each agent. What you agreed to in this browser, or with the account you are signed in with, is below. You can take it back at any time; no reason is needed. <Link href="/privacy">What is kept, and for how long</Link></p>
      <ConsentList />
      <p className="hint">Without an account this browser alone can take it back: a random token in its storage proves that it was you. If you delete this page’s data, what was kept is still deleted when its time is over.</p>
    </div>
  );
}

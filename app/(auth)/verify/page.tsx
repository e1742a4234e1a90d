import type { Metadata } from "next";
import { VerifyButton } from "@/components/auth/verify-button";

export const metadata: Metadata = { title: "Confirm the address", referrer: "no-referrer", robots: { index: false } };

export default function VerifyPage() {
  return <><h1 className="title">Confirm your e-mail address</h1><VerifyButton /></>;
}

import type { Metadata } from "next";
import { ResetForm } from "@/components/auth/reset-form";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer", robots: { index: false } };

export default function ResetPage() {
  return <><h1 className="title">Choose a new password</h1><ResetForm /></>;
}

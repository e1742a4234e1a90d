import type { Metadata } from "next";
import { ErasureProgress } from "@/components/privacy/erasure-progress";

export const metadata: Metadata = { title: "Deleting your account", referrer: "no-referrer", robots: { index: false } };

export default function ErasurePage() {
  return <><h1 className="title">Deleting your account</h1><ErasureProgress /></>;
}

import type { Metadata } from "next";
import { FirstAdmin } from "@/components/auth/first-admin";

export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer", robots: { index: false } };

export default function WelcomePage() {
  return <><h1 className="title">Welcome to your Parley</h1><FirstAdmin /></>;
}

import type { Metadata } from "next";
import { AudiencesBand, LatencyBand, PromisesBand, StatesBand } from "@/components/site/bands";
import { Hero } from "@/components/site/hero";

export const metadata: Metadata = { title: { absolute: "Parley, voice agents you can host, hear and hold to account" } };

export default function LandingPage() {
  return <><Hero /><StatesBand /><LatencyBand /><PromisesBand /><AudiencesBand /></>;
}

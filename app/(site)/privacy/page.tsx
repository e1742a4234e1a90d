import type { Metadata } from "next";
import Link from "next/link";
import { Table } from "@/components/ui/table";
import { kept } from "./kept";

export const metadata: Metadata = { title: "What is kept" };

export default function PrivacyPage() {
  return (
    <div className="paper">
      <h1 className="title">What is kept</h1>
      <p>This installation runs on its operator’s own machine. It sends no telemetry. With the local models, which are the default, what you say does not leave that machine. Where an agent uses a cloud voice or language model, its words or sound go to that provider.</p>
      <Table label="What is kept, when and how long">
        <thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col">How long</th></tr></thead>
        <tbody>{kept.map(([what, when, long]) => <tr key={what}><th scope="row">{what}</th><td>{when}</td><td>{long}</td></tr>)}</tbody>
      </Table>
      <h2>Cookies</h2>
      <p>The first page and this one set none. Signing in sets one, which says who you are and nothing else. The choice of light or dark stays in your browser. So does a random token, from the moment you agree to have something of a call kept without an account: with it you can take that back.</p>
      <h2>Who can see a conversation</h2>
      <p>Members of the workspace that the agent belongs to. Logs and metrics hold no words, no sound and no addresses.</p>
      <h2>Deleting</h2>
      <p>Callers see what they agreed to, and take it back, under <Link href="/consent">What you agreed to</Link>; what was kept is deleted at once. A conversation’s page has “Delete now” for its sound and “Delete” for all of it. Deleting an agent deletes its conversations. Under Settings → Your data everybody can download all that is kept about them, and delete their account with all of it.</p>
    </div>
  );
}

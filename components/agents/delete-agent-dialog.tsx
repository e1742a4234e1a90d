"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { messageOf } from "@/lib/sdk/client";
import { deleteAgent } from "./agent-requests";

export function DeleteAgentDialog({ agent, onClose, onDeleted }: { agent: { id: string; name: string }; onClose(): void; onDeleted(): void }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    try { await deleteAgent(agent.id); onDeleted(); } catch (error) { setFault(messageOf(error)); setBusy(false); }
  };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={`Delete “${agent.name}”?`}
      description="Its versions, its knowledge, its conversations and their sound go with it. This cannot be undone. Export it first if you may want it again."
      actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" busy={busy && "Deleting"} onClick={() => void remove()}>Delete the agent</Button></>}>
      {fault ? <Note kind="error" title={fault} /> : null}
    </Dialog>
  );
}

"use client";
import Upload from "lucide-react/icons/upload";
import { useRouter } from "next/navigation";
import { useRef, useState, type ChangeEvent } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { isApiError, messageOf } from "@/lib/sdk/client";
import { importAgent } from "./agent-requests";

/** A file of 500 entries at their longest is under 1 MB. */
const maxFileBytes = 4_000_000;

export function ImportAgent() {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const router = useRouter();

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    setBusy(true);
    try {
      const made = await importAgent(await readAgentFile(file));
      router.push(`/agents/${made.id}`);
    } catch (error) { setFault(importFault(error)); setBusy(false); }
  };

  return (
    <>
      <input ref={input} type="file" accept="application/json,.json" hidden aria-label="Agent file" onChange={(event) => void choose(event)} />
      <Button busy={busy && "Importing"} onClick={() => input.current?.click()}><Upload className="icon" aria-hidden />Import a file</Button>
      {fault ? <Note kind="error" className="basis-full" title="The file could not be imported.">{fault}</Note> : null}
    </>
  );
}

async function readAgentFile(file: File): Promise<unknown> {
  if (file.size > maxFileBytes) throw new SyntaxError("too large");
  return JSON.parse(await file.text());
}

function importFault(error: unknown): string {
  if (error instanceof SyntaxError) return "It is no agent file. Choose one that was made by “Export as a file”.";
  const where = isApiError(error) ? error.errors.slice(0, 3).map(({ path, message }) => `${path}: ${message}`).join(" ") : "";
  return where ? `${messageOf(error)} ${where}` : messageOf(error);
}

"use client";
import { useState } from "react";
import { Receipt } from "@/components/conversations/receipt";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import type { Receipt as ReceiptShape } from "@/lib/recordings/schema";
import { api, messageOf } from "@/lib/sdk/client";
import type { SpeechResultSummary } from "@/lib/speech/schema";
import { resultPath } from "./kept-detail";

/** What is left of something deleted: that it was there, and the proof that it is not any more. */
export function DeletedResult({ result, kind }: { result: SpeechResultSummary; kind: string }) {
  const [receipts, setReceipts] = useState<ReceiptShape[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const load = async () => {
    setBusy(true);
    try { setReceipts((await api.request<{ receipts: ReceiptShape[] }>("GET", `${resultPath(result.id)}/receipts`)).receipts); setFault(null); } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <li>
      <p>{kind}, made on <LocalTime at={result.createdAt} /> {receipts ? null : <Button size="small" kind="quiet" busy={busy && "Loading"} onClick={() => void load()}>Show the receipt</Button>}</p>
      {fault ? <p role="alert" className="small text-error">{fault}</p> : null}
      {receipts?.length === 0 ? <p className="hint" role="status">It is served no more; its bytes are being deleted, and the receipt comes with that within 15 minutes.</p> : receipts?.map((receipt) => <Receipt key={receipt.id} receipt={receipt} />)}
    </li>
  );
}

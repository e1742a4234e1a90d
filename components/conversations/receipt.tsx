import { LocalTime } from "@/components/shell/local-time";
import type { Receipt as ReceiptShape } from "@/lib/recordings/schema";

const reasons: Record<string, string> = {
  expired: "its time was over", asked: "somebody deleted it", withdrawn: "the caller took the consent back", conversation: "the conversation was deleted", agent: "the agent was deleted", unfinished: "it was never finished", storage: "it could not be kept", restored: "it was not there any more after the database was restored from a backup",
};

/** Proof of a deletion, in words and to be checked. */
export function Receipt({ receipt }: { receipt: ReceiptShape }) {
  return (
    <details className="panel my-3 p-4">
      <summary>Deleted on <LocalTime at={receipt.deletedAt} />, because {reasons[receipt.reason] ?? receipt.reason}: the receipt</summary>
      <dl className="facts mt-3">
        <div><dt>Number</dt><dd className="num">{receipt.sequence}</dd></div>
        <div><dt>Made</dt><dd className="num"><LocalTime at={receipt.madeAt} /></dd></div>
        <div><dt>SHA-256 of the sound</dt><dd className="code break-all">{receipt.sha256 ?? "none: it was never finished"}</dd></div>
        <div><dt>Signature (Ed25519)</dt><dd className="code break-all">{receipt.signature}</dd></div>
      </dl>
      <p className="hint mt-3">Each receipt holds the hash of the one before. Whoever runs this installation proves the whole chain with <code className="code">npm run parley -- receipts verify</code>.</p>
    </details>
  );
}

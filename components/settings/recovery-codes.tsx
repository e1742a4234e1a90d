"use client";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = useToast();
  const copy = async () => {
    try { await navigator.clipboard.writeText(codes.join("\n")); say("Copied"); } catch { say("This browser does not allow copying. Mark the codes and copy them."); }
  };
  return (
    <div className="grid max-w-md gap-4">
      <p>Ten recovery codes, for the day the device is lost. Each works once. They are shown this once: keep them where the device is not.</p>
      <ul className="num grid grid-cols-2 gap-x-6 gap-y-1" aria-label="Recovery codes">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div className="flex gap-3"><Button onClick={() => void copy()}>Copy</Button><Button kind="ink" onClick={onKept}>I have kept them</Button></div>
    </div>
  );
}

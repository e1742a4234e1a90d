"use client";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Copies a text; says that it did, by its name too. Where copying is refused the text is there to be marked. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <Button kind="quiet" size="small" aria-label={copied ? "Copied" : label} onClick={copy}>
      {copied ? <Check className="icon" aria-hidden /> : <Copy className="icon" aria-hidden />}<span className="sr" role="status">{copied ? "Copied" : ""}</span>
    </Button>
  );
}

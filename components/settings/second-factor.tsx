"use client";
import { useState } from "react";
import { Note } from "@/components/ui/note";
import { RecoveryCodes } from "./recovery-codes";
import { AddSecondFactor } from "./second-factor-add";
import { KeepSecondFactor } from "./second-factor-keep";

/** Off, being added, or on; recovery codes are shown once, right after they were made. */
export function SecondFactor({ on: first, needed }: { on: boolean; needed: boolean }) {
  const [on, setOn] = useState(first);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <section aria-labelledby="h-factor" className="grid gap-5">
      <div><h2 className="head" id="h-factor">Second factor</h2><p className="hint">{on ? "Signing in asks for a code of your device as well." : "A code of your phone or key app beside the password. Whoever learns the password alone does not get in."}</p></div>
      {needed && !on ? <Note kind="error" title="Administrators need one here" ><p>Until it is added, and you have signed in with it, the pages under Administration stay closed.</p></Note> : null}
      {codes ? <RecoveryCodes codes={codes} onKept={() => setCodes(null)} /> : on
        ? <KeepSecondFactor onRemoved={() => setOn(false)} onCodes={setCodes} />
        : <AddSecondFactor onAdded={(made) => { setOn(true); setCodes(made); }} />}
    </section>
  );
}

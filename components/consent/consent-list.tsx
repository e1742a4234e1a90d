"use client";
import { useEffect, useState } from "react";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { listConsents, withdrawConsent } from "@/lib/client/consents";
import type { Consent } from "@/lib/consent/schema";
import { messageOf } from "@/lib/sdk/client";

const nameOf = (consent: Consent): string => consent.agentName ?? "The agents of your own workspaces";

/** Everything that this person and this browser have agreed to, and the way to take it back. */
export function ConsentList() {
  const [consents, setConsents] = useState<Consent[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    listConsents().then((found) => { if (!gone) setConsents(found); }, (error: unknown) => { if (!gone) setFault(messageOf(error)); });
    return () => { gone = true; };
  }, [tries]);
  const again = () => { setFault(null); setTries((before) => before + 1); };
  const takeBack = async (agentId: string | null, words: string) => {
    try {
      await withdrawConsent(agentId);
      setDone(words);
      again();
    } catch (error) { setFault(messageOf(error)); }
  };
  return (
    <div className="grid gap-4">
      <div role="status">{done ? <Note title={done}>What was kept of your calls has been deleted. That a call took place, and how long it took, stays.</Note> : null}</div>
      {fault ? <Note kind="error" title="This did not work" actions={<Button onClick={again}>Try again</Button>}>{fault}</Note> : null}
      {consents === null && !fault ? <div role="status" aria-label="Loading what you agreed to"><Skeleton width="70%" /></div> : null}
      {consents?.length === 0 ? <p className="soft">Nothing of your calls is kept: neither this browser nor the account you may be signed in with has agreed to anything.</p> : null}
      {consents && consents.length > 0 ? (
        <>
          <div className="grid gap-4">{consents.map((consent) => <section key={consent.agentId ?? ""} aria-label={nameOf(consent)} className="border-t border-rule pt-4"><Agreed consent={consent} onTakeBack={() => void takeBack(consent.agentId, `Taken back: ${nameOf(consent)}`)} /></section>)}</div>
          <div><TakeBack label="Withdraw all" name="everything" onTakeBack={() => void takeBack(null, "Everything is taken back")} /></div>
        </>
      ) : null}
    </div>
  );
}

function Agreed({ consent, onTakeBack }: { consent: Consent; onTakeBack(): void }) {
  const parts = [["Words", consent.text], ["Sound", consent.audio]] as const;
  return (
    <>
      <div className="page-head"><h2 className="head flex-1">{nameOf(consent)}</h2>{consent.agentId ? <TakeBack label="Withdraw" name={nameOf(consent)} onTakeBack={onTakeBack} /> : null}</div>
      <dl className="mt-3 grid gap-3">
        {parts.map(([what, agreed]) => (agreed ? (
          <div key={what}>
            <dt className="small soft">{what}</dt>
            <dd>
              <p>“{agreed.words}”</p>
              <p className="hint">Agreed on <LocalTime at={agreed.grantedAt} />{agreed.current ? "" : ", in words that have changed since: you will be asked again"}. {agreed.keptUntil ? <>The last of it is deleted on <LocalTime at={agreed.keptUntil} />.</> : "Nothing is kept at the moment."}</p>
            </dd>
          </div>
        ) : null))}
      </dl>
      {consent.agentId ? null : <p className="hint mt-2">“Withdraw all” takes this back, too. Each agent you have talked to is listed by itself.</p>}
    </>
  );
}

function TakeBack({ label, name, onTakeBack }: { label: string; name: string; onTakeBack(): void }) {
  return (
    <Dialog title="Withdraw your consent?" description={`${name}: the words and the sound that were kept of your calls are deleted at once, in a call that runs, too. This cannot be undone.`}
      trigger={<Button size="small" aria-label={`${label}: ${name}`}>{label}</Button>}
      actions={<><DialogClose><Button kind="quiet">Keep it</Button></DialogClose><DialogClose><Button kind="ink" onClick={onTakeBack}>Withdraw and delete</Button></DialogClose></>}>
      {null}
    </Dialog>
  );
}

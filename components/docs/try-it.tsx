"use client";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Segments } from "@/components/ui/segments";
import { Textarea } from "@/components/ui/textarea";
import { tryRequest, type TriedAnswer } from "@/lib/sdk/try-request";
import { TriedAnswerView } from "./tried-answer";
import { requestOf, type TryOperation } from "./try-form";

/** Of this page's life alone: it is in no storage, and gone when the page is loaded again. */
let pastedKey = "";
const keepKey = (key: string): void => { pastedKey = key; };

/** Sends the operation's request from this page to this server, and shows all of the answer. What changes something is asked about first. */
export function TryIt({ operation }: { operation: TryOperation }) {
  const [as, setAs] = useState<"session" | "key">(pastedKey ? "key" : "session");
  const [key, setKey] = useState(pastedKey);
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(operation.parameters.map(({ name, example }) => [name, example])));
  const [text, setText] = useState(operation.body?.example ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<TriedAnswer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  const send = async () => {
    const made = requestOf(operation, { values, text, file });
    if ("fault" in made) return setFault(made.fault);
    running.current = new AbortController();
    setFault(null); setAnswer(null); setSending(true);
    try { setAnswer(await tryRequest({ ...made, method: operation.method, key: as === "key" ? key.trim() : null, signal: running.current.signal })); } catch {
      setFault(running.current.signal.aborted ? "You stopped the request. What it had begun to change may have been changed." : "No answer came. Check the connection and try again.");
    } finally { setSending(false); }
  };

  return (
    <form className="docs-try" aria-label="Try it" onSubmit={(event) => { event.preventDefault(); if (operation.changes) setAsking(true); else void send(); }}>
      <Segments<"session" | "key"> legend="Sent with" value={as} options={[{ value: "session", label: "Your session" }, { value: "key", label: "A key" }]} onChange={setAs} />
      {as === "key" ? <Field label="Key" hint="An API key or an access token. It stays in this page's memory and is stored nowhere."><Input type="password" autoComplete="off" spellCheck={false} value={key} onChange={(event) => { setKey(event.target.value); keepKey(event.target.value); }} /></Field> : null}
      {operation.parameters.map(({ name, required, description }) => (
        <Field key={name} label={<><span className="code">{name}</span>{required ? "" : " (optional)"}</>} hint={description || undefined}>
          <Input autoComplete="off" spellCheck={false} value={values[name] ?? ""} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
        </Field>
      ))}
      {operation.body?.file ? <Field label="File"><Input type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} /></Field> : null}
      {operation.body && operation.body.example !== null ? <Field label={operation.body.file ? "Other fields, as JSON" : "Body"}><Textarea spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} /></Field> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="ink" busy={sending && "Sending"}>Send</Button>
        {sending ? <Button onClick={() => running.current?.abort()}>Stop</Button> : null}
      </div>
      {fault ? <Note kind="error" title={fault} /> : null}
      {answer ? <TriedAnswerView answer={answer} /> : null}
      <Dialog open={asking} onOpenChange={setAsking} title="Send this for real?" description={`${operation.title}: this changes something on this server, with the rights of ${as === "key" ? "the key" : "your session"}.`}
        actions={<><DialogClose><Button>Do not send</Button></DialogClose><Button kind="ink" onClick={() => { setAsking(false); void send(); }}>Send it</Button></>}>
        <p className="docs-path">{operation.method} {operation.path}</p>
      </Dialog>
    </form>
  );
}

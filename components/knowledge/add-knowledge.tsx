"use client";
import FileUp from "lucide-react/icons/file-up";
import { useRef, useState, type ChangeEvent, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import { Textarea } from "@/components/ui/textarea";
import * as requests from "./knowledge-requests";

type Way = "typed" | "text" | "pdf" | "page";
type Doing = (work: () => Promise<unknown>, done?: string) => Promise<string | null>;

const ways: readonly { value: Way; label: string }[] = [{ value: "typed", label: "Type" }, { value: "text", label: "Paste" }, { value: "pdf", label: "PDF" }, { value: "page", label: "Page" }];
/** The server reads no larger file. */
const maxPdfBytes = 10 * 1_048_576;

export function AddKnowledge({ agentId, doing }: { agentId: string; doing: Doing }) {
  const [way, setWay] = useState<Way>("typed");
  return (
    <section className="grid gap-4" aria-label="Add knowledge">
      <Segments legend="Add knowledge" value={way} options={ways} onChange={(next) => setWay(next)} />
      {way === "typed" ? <TypedForm agentId={agentId} doing={doing} /> : null}
      {way === "text" ? <TextForm agentId={agentId} doing={doing} /> : null}
      {way === "pdf" ? <PdfForm agentId={agentId} doing={doing} /> : null}
      {way === "page" ? <PageForm agentId={agentId} doing={doing} /> : null}
    </section>
  );
}

interface FormProps { agentId: string; doing: Doing }

/** Runs a form: busy while it works, its words where it fails, empty again where it is done. */
function useForm(work: (form: FormData) => Promise<string | null>) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    setBusy(true);
    const refused = await work(new FormData(form));
    setBusy(false);
    setFault(refused);
    if (refused === null) { form.reset(); form.querySelector<HTMLElement>("input,textarea")?.focus(); }
  };
  return { busy, fault, submit };
}

function TypedForm({ agentId, doing }: FormProps) {
  const { busy, fault, submit } = useForm(async (form) => {
    const answer = formText(form, "answer").trim();
    if (!answer) return "Write what the agent should say.";
    return doing(() => requests.addEntry(agentId, { question: formText(form, "question").trim() || null, answer }));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Question" hint="As callers ask it. Leave it empty for a plain fact."><Input name="question" maxLength={600} autoComplete="off" /></Field>
      <Field label="Answer" hint="Spoken as written; 300 characters are about 20 seconds." error={fault}><Textarea name="answer" rows={2} className="!min-h-0" maxLength={300} /></Field>
      <Button type="submit" className="justify-self-start" busy={busy && "Adding"}>Add the fact</Button>
    </form>
  );
}

function TextForm({ agentId, doing }: FormProps) {
  const [kind, setKind] = useState<"text" | "markdown">("text");
  const { busy, fault, submit } = useForm(async (form) => {
    const text = formText(form, "text").trim();
    if (!text) return "Paste the text first.";
    return doing(() => requests.addText(agentId, formText(form, "title").trim() || "Pasted text", text, kind), "The text is taken in");
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Title"><Input name="title" maxLength={120} placeholder="Pasted text" autoComplete="off" /></Field>
      <Field label="Text" hint="It is cut into entries of a few sentences; you can change each afterwards." error={fault}><Textarea name="text" rows={6} maxLength={400_000} className="max-h-80" /></Field>
      <Segments legend="It is" value={kind} options={[{ value: "text", label: "Plain text" }, { value: "markdown", label: "Markdown" }]} onChange={(next) => setKind(next)} />
      <Button type="submit" className="justify-self-start" busy={busy && "Reading"}>Take it in</Button>
    </form>
  );
}

function PageForm({ agentId, doing }: FormProps) {
  const { busy, fault, submit } = useForm(async (form) => {
    const url = formText(form, "url").trim();
    if (!URL.canParse(url)) return "Write the whole address, beginning with https://.";
    return doing(() => requests.addPage(agentId, url), "The page is taken in");
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Address of a page" hint="Read once, now, by this server. It does not follow links and is not read again." error={fault}><Input name="url" type="url" inputMode="url" placeholder="https://" maxLength={2_000} autoComplete="off" /></Field>
      <Button type="submit" className="justify-self-start" busy={busy && "Reading the page"}>Take it in</Button>
    </form>
  );
}

function PdfForm({ agentId, doing }: FormProps) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    setBusy(true);
    setFault(file.size > maxPdfBytes ? "This file is larger than 10 MB. Bring the part that matters." : await doing(() => requests.addPdf(agentId, file), "The PDF is taken in"));
    setBusy(false);
    if (input.current) input.current.value = "";
  };
  return (
    <div className="grid gap-3">
      <Field label="PDF" hint="At most 10 MB and 100 pages, with text in it rather than pictures of text." error={fault}>
        <input ref={input} className="input" type="file" accept="application/pdf,.pdf" disabled={busy} onChange={(event) => void choose(event)} />
      </Field>
      <p role="status" className="small soft inline-flex items-center gap-2">{busy ? <><FileUp className="icon" aria-hidden />Reading the PDF</> : ""}</p>
    </div>
  );
}

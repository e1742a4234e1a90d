"use client";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { LocalTime } from "@/components/shell/local-time";
import type { DraftSaver, SaveStatus } from "./draft-saver";

/** What became of the last change, in two words. */
export function SaveLine({ status }: { status: SaveStatus }) {
  return <span className="faint" role="status">{status.kind === "saved" ? status.at ? <>Saved <LocalTime className="num" at={status.at} form="clock" /></> : "Saved" : lines[status.kind]}</span>;
}

const lines = { waiting: "Not saved yet", saving: "Saving", conflict: "Not saved", refused: "Not saved" } as const;

/** Why a draft is not saved, and the way out; what was typed stays. */
export function SaveFault({ status, saver }: { status: SaveStatus; saver: DraftSaver }) {
  if (status.kind === "conflict") {
    return (
      <Note kind="thinking" className="mt-5" title="Someone else saved this agent since you opened it." actions={<><Button size="small" onClick={() => void saver.keepMine()}>Save mine over it</Button><Button size="small" onClick={() => void saver.takeTheirs()}>Take theirs</Button></>}>
        What you typed is still here, and is not sent until you choose. Taking theirs drops it.
      </Note>
    );
  }
  if (status.kind !== "refused") return null;
  return (
    <Note kind="error" className="mt-5" title={`Not saved. ${status.message}`} actions={<Button size="small" onClick={() => void saver.flush()}>Save again</Button>}>
      {status.errors.length > 0 ? <ul>{status.errors.slice(0, 5).map(({ path, message }) => <li key={path}><span className="code">{path.replace(/^definition\./, "")}</span>: {message}</li>)}</ul> : "What you typed is still here."}
    </Note>
  );
}

"use client";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

export interface RouteErrorProps { error: Error & { digest?: string }; reset: () => void }

/** What stands in place of a page that failed; the rest of the house goes on. */
export function RouteError({ error, reset, what }: RouteErrorProps & { what: string }) {
  useEffect(() => { document.title = "Something went wrong · Parley"; }, []);
  return (
    <div className="wrap py-8">
      <h1 className="title mb-6">{what} could not be shown</h1>
      <Note kind="error" title="Something went wrong on our side." actions={<Button onClick={reset}>Try again</Button>}>
        What was saved is kept. If it stays like this, the server’s log has the cause{error.digest ? <> under <span className="code">{error.digest}</span></> : null}.
      </Note>
    </div>
  );
}

"use client";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

export default function TalkError({ reset }: { reset: () => void }) {
  return <main id="main" className="wrap py-8"><Note kind="error" title="This page could not be shown" actions={<Button onClick={reset}>Try again</Button>}>Something went wrong on our side. Try again in a moment.</Note></main>;
}

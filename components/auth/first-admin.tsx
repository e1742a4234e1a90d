"use client";
import Link from "next/link";
import { Note } from "@/components/ui/note";
import { SignUpForm } from "./sign-up-form";
import { useLinkToken } from "./use-link-token";

/** By the link that a first start prints. Whether it still holds is known when the form is sent. */
export function FirstAdmin() {
  const token = useLinkToken();
  if (token === null) return <p className="soft" aria-busy="true">One moment …</p>;
  if (token === "") return <Note kind="error" title="Open this page by the link that was printed"><p>The start of a server without an administrator prints one; it holds for a day. <Link href="/sign-in">Sign in</Link></p></Note>;
  return (
    <>
      <p>This link works once. It makes the first account, which looks after this installation.</p>
      <SignUpForm next="/agents" linkToken={token} label="Become the first administrator" />
      <p className="hint">The words of your own test calls are kept in your workspace, so that you can read them again. Sound is kept only when you tick it, and for 24 hours. <Link href="/privacy">What is kept</Link></p>
    </>
  );
}

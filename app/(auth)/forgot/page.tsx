import type { Metadata } from "next";
import Link from "next/link";
import { EmailRequestForm } from "@/components/auth/email-request-form";

export const metadata: Metadata = { title: "New password" };

export default function ForgotPage() {
  return (
    <>
      <h1 className="title">Choose a new password</h1>
      <p>Write the address of your account, and a link comes by mail.</p>
      <EmailRequestForm path="/api/v1/password-resets" label="Send the link" />
      <p><Link href="/sign-in">Sign in</Link></p>
    </>
  );
}

import Link from "next/link";
import { Wordmark } from "@/components/shell/wordmark";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <header className="bar"><Wordmark /></header>
      <main id="main" className="wrap py-8"><h1 className="sr">Not found</h1><Empty title="There is nothing at this address" action={<Link className={buttonClass()} href="/">To the first page</Link>}>It was moved, deleted, or mistyped.</Empty></main>
    </>
  );
}

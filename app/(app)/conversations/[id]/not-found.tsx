import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export default function NotFound() {
  return <div className="wrap py-8"><Empty title="There is no such conversation" action={<Link className={buttonClass()} href="/conversations">Conversations</Link>}>It was deleted, or it belongs to another workspace.</Empty></div>;
}

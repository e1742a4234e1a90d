import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { VoiceFigure } from "@/components/voice/voice-figure";

export default function NoSuchAgent() {
  return (
    <main id="main" className="wrap py-8">
      <h1 className="sr">No such agent</h1>
      <Empty title="Nobody answers at this address" figure={<VoiceFigure state="idle" size={56} />} action={<Link className={buttonClass()} href="/">To the first page</Link>}>
        The link may be mistyped, or the agent has been taken down or made private. Ask whoever gave you the link.
      </Empty>
    </main>
  );
}

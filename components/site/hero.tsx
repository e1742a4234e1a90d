import { CopyButton } from "@/components/shell/copy-button";
import { DemoCall } from "./demo-call";

const command = "npm run up";

export function Hero() {
  return (
    <section className="wrap hero" aria-label="Parley">
      <div className="first">
        <h1 className="display">Voice agents you can host, hear and hold to account.</h1>
        <p className="sub">Make an agent, talk to it in the browser, see where every millisecond went, put it in front of people. Open source, on your own machine, with no key and no account elsewhere.</p>
      </div>
      <div className="talk-cell"><DemoCall /></div>
      <div className="after">
        <div className="cmd"><code className="code"><span className="d" aria-hidden>$ </span>{command}</code><CopyButton text={command} label="Copy command" /></div>
        <p className="more"><span>One command</span><span>CPU only</span><span>Works offline</span></p>
      </div>
    </section>
  );
}

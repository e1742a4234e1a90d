import Link from "next/link";
import { VoiceFigure } from "@/components/voice/voice-figure";
import { Waterfall } from "@/components/voice/waterfall";
import { sampleTrace } from "./sample-trace";

const faces = [
  { state: "listening", word: "Listening", says: "Strokes reach inward: your voice coming in." },
  { state: "thinking", word: "Thinking", says: "They lean over into an iris. Never longer than eight seconds." },
  { state: "speaking", word: "Speaking", says: "Strokes reach outward: the agent’s voice going out." },
  { state: "error", word: "Error", says: "The seal breaks, and the agent says aloud what went wrong." },
] as const;

export function StatesBand() {
  return (
    <section className="wrap band" id="turns" aria-labelledby="h-turns">
      <div className="lede"><h2 className="display" id="h-turns">You always know whose turn it is</h2><p>One figure, four shapes. The word is always beside it, so nothing depends on colour; if you prefer less motion it becomes a still meter. On this page, colour belongs to the voice and to nothing else.</p></div>
      <ul className="faces">
        {faces.map((face) => <li key={face.state} data-state={face.state}><VoiceFigure state={face.state} size={176} /><b>{face.word}</b><p>{face.says}</p></li>)}
      </ul>
    </section>
  );
}

export function LatencyBand() {
  return (
    <section className="wrap band" aria-labelledby="h-lat">
      <div className="lat">
        <div>
          <h2 className="display" id="h-lat">Every millisecond has a name</h2>
          <p className="soft mt-6 max-w-[26rem] text-md text-pretty">Each reply carries its own waterfall, from the end of your sentence to the first sound of the answer. Hatched work was done before the agent was sure that you had finished, and is thrown away if you go on.</p>
          <p className="hint mt-4">A drawn example. Talk to the demo to see your own.</p>
        </div>
        <Waterfall trace={sampleTrace} name="an example" legend />
      </div>
    </section>
  );
}

const vows = [
  ["It goes silent after an interruption", "Every turn ends in speech, or in an error that is seen and heard, within eight seconds"],
  ["It cuts me off mid-sentence", "Patience is a setting, and pauses in the middle of a sentence are part of the benchmark"],
  ["“Mhm” kills the reply", "The voice dips, or takes up again where it was stopped"],
  ["It remembers things it never said", "Memory holds what was played; the unheard tail is struck through"],
  ["Nobody can say why it is slow", "A waterfall for every turn, in your own installation"],
  ["There is no mute button", "Mute, microphone, text, captions and end, always in the same place"],
  ["Where is my voice now?", "Kept only if you tick it, not served after 24 hours, then deleted"],
  ["“Open”, but it calls home", "No telemetry. Unplug the network and it still answers"],
] as const;

export function PromisesBand() {
  return (
    <section className="wrap band" id="vows" aria-labelledby="h-vows">
      <div className="lede"><h2 className="display" id="h-vows">What people complain of, and what we promise</h2><p>Complaints that voice agents earn again and again, and what this one does instead.</p></div>
      <table className="vow">
        <thead><tr><th scope="col">With other agents</th><th scope="col">With Parley</th></tr></thead>
        <tbody>{vows.map(([complaint, promise]) => <tr key={complaint}><th scope="row">{complaint}</th><td>{promise}</td></tr>)}</tbody>
      </table>
    </section>
  );
}

export function AudiencesBand() {
  return (
    <section className="wrap band" aria-label="For whom">
      <div className="yours">
        <div><h2>To build</h2><p>Prompt, voice, knowledge and turn-taking on the left, a call on the right. Change a line, talk, compare, publish, restore.</p></div>
        <div><h2>To connect</h2><p>Speaks the OpenAI Realtime protocol, so a client that you have can connect. <Link href="/docs">How to connect</Link></p></div>
        <div><h2>To say yes to</h2><p>Consent before recording, sound for a day at most, and a page that says what is kept. <Link href="/privacy">What is kept</Link></p></div>
      </div>
    </section>
  );
}

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { createParley } from "parley-sdk";
import { ParleyProvider, useCall, useParley } from "parley-sdk/react";

const parley = createParley({ baseUrl: globalThis.parleyUrl });

const post = async (path) => {
  const answer = await fetch(path, { method: "POST" });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.message);
  return body;
};

function App() {
  const [agent, setAgent] = useState(null);
  const [fault, setFault] = useState("");
  const make = () => post("/agents").then(setAgent, (error) => setFault(error.message));
  return (
    <>
      <h1>Talk</h1>
      {fault ? <p role="alert">{fault}</p> : null}
      {agent ? <Conversation key={agent.slug} agent={agent} /> : <><Templates /><button onClick={make}>Make an agent</button></>}
    </>
  );
}

function Conversation({ agent }) {
  const { call, snapshot } = useCall({ agent: agent.slug, clientSecret: async () => (await post(`/client-secrets?agent=${agent.slug}`)).value });
  const [error, setError] = useState(null);
  useEffect(() => call.on("error", setError), [call]);
  const { phase, turns } = snapshot.call;
  const running = !["idle", "ended", "error"].includes(phase);
  const start = (voice) => { setError(null); void call.start({ voice, consent: null }); };
  return (
    <>
      <h2>{agent.name}</h2>
      <p role="status">{phase}</p>
      {error ? <p role="alert">{error.title}. {error.cure}</p> : null}
      <ol aria-label="Transcript">
        {turns.map((turn) => <li key={turn.id} data-role={turn.role} data-outcome={turn.outcome}>{turn.heardText === null ? turn.text : <>{turn.heardText} <del>{turn.text.slice(turn.heardText.length)}</del></>}</li>)}
      </ol>
      {running ? (
        <>
          <form onSubmit={(event) => { event.preventDefault(); call.type(new FormData(event.currentTarget).get("words")); event.currentTarget.reset(); }}>
            <input name="words" aria-label="Words" autoComplete="off" />
            <button>Send</button>
          </form>
          <div className="row">
            <button onClick={() => call.mute(!snapshot.muted)}>{snapshot.muted ? "Unmute" : "Mute"}</button>
            <button onClick={() => call.end()}>End</button>
          </div>
        </>
      ) : <div className="row"><button onClick={() => start(true)}>Talk</button><button onClick={() => start(false)}>Type</button></div>}
    </>
  );
}

/** By the typed client, straight from this page's own origin. */
function Templates() {
  const parley = useParley();
  const [names, setNames] = useState([]);
  useEffect(() => { void parley.listTemplates().then(({ items }) => setNames(items.map((template) => template.name)), () => {}); }, [parley]);
  return <p aria-label="Templates">{names.join(", ")}</p>;
}

createRoot(document.getElementById("app")).render(<ParleyProvider parley={parley}><App /></ParleyProvider>);

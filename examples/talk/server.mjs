// This application's own server. It alone knows the API key; the page asks it for what only a key may do.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createParley, isApiError } from "parley-sdk/http";

const { PARLEY_URL = "http://localhost:3000", PARLEY_API_KEY = "", PORT = "4000" } = process.env;
const parley = createParley({ baseUrl: PARLEY_URL, apiKey: PARLEY_API_KEY });

const facts = [
  ["When do you open on Saturday?", "On Saturdays we open at nine and close at four."],
  ["What is the history of the shop?", "The shop was founded by two sisters who mended sails for the fishing fleet, and over the years it turned to rope, then to lamps, then to boots, and in the end to books about the sea, of which it now keeps more than nine thousand."],
  ["Do you sell gift cards?", "Yes, gift cards begin at fifteen pounds."],
];

async function makeAgent() {
  const agent = await parley.createAgent({ body: { name: "Sea books", definition: { greeting: "Sea Books, hello." } } });
  for (const [question, answer] of facts) await parley.addKnowledgeEntry({ params: { id: agent.id }, body: { question, answer } });
  await parley.publishAgent({ params: { id: agent.id }, body: { note: "The first" } });
  return { slug: agent.slug, name: agent.name };
}

/** Good for one call to this agent, begun within a minute. Decide here who of your users may have one. */
async function clientSecret(agent) {
  const { value } = await parley.createClientSecret({ body: { session: { type: "realtime", model: `agent:${agent}` } } });
  return { value };
}

const files = { "/": ["public/index.html", "text/html"], "/app.js": ["public/app.js", "text/javascript"] };

createServer(async (request, response) => {
  const send = (status, type, body) => response.writeHead(status, { "content-type": type }).end(body);
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  try {
    if (request.method === "POST" && pathname === "/agents") return send(200, "application/json", JSON.stringify(await makeAgent()));
    if (request.method === "POST" && pathname === "/client-secrets") return send(200, "application/json", JSON.stringify(await clientSecret(searchParams.get("agent"))));
    const file = files[pathname];
    if (!file) return send(404, "text/plain", "There is nothing here.");
    return send(200, file[1], await readFile(new URL(file[0], import.meta.url)));
  } catch (error) {
    console.error(isApiError(error) ? `${error.code} ${error.requestId}` : error);
    return send(502, "application/json", JSON.stringify({ message: isApiError(error) ? error.message : "Something went wrong." }));
  }
}).listen(Number(PORT), "127.0.0.1", () => console.log(`Talk is at http://localhost:${PORT}`));

/** What every answer carries, whom it is for, and that no spelling of a request gets past either. */
import { freePort, startServer } from "../running-server";
import { signInByForm } from "./browser-session";
import { cookies } from "./http-surface/cookies";
import { headers } from "./http-surface/headers";
import { origins } from "./http-surface/origins";
import { paths } from "./http-surface/paths";
import { allowedElsewhere } from "./http-surface/scene";
import type { Section } from "./section";

export const httpSurface: Section = {
  name: "http-surface",
  async run({ stage, check }) {
    const plain = { port: Number(new URL(stage.server.url).port), origin: new URL(stage.server.url).origin };
    // As it stands behind a proxy that ends TLS: all of ours is as by https, and a thousand handshakes are spared.
    const secure = { port: await freePort(), origin: "https://voice.example.org" };
    const server = await startServer({ port: secure.port, env: { LOCAL_SPEECH: "off", PARLEY_URL: secure.origin, ALLOWED_ORIGINS: allowedElsewhere } });
    try {
      const [person, securePerson] = await Promise.all([stage.person("surface", { admin: true }), server.member("surface@example.com")]);
      const [session, secureSession] = [await signInByForm(plain, person), await signInByForm(secure, securePerson)];
      const scene = { check, stage, plain, secure, person, session, securePerson, secureSession };
      for (const [name, part] of Object.entries({ headers, cookies, origins, paths })) {
        const begunMs = performance.now();
        await part(scene);
        console.log(`    ${name}: ${Math.round((performance.now() - begunMs) / 1_000)} s`);
      }
    } finally { await server.stop(); }
  },
};

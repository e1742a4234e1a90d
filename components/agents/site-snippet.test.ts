import { allowedOrigin } from "@/lib/agents/schema";
import { originOf, previewPath, siteSnippet, type ButtonLook } from "./site-snippet";

const look: ButtonLook = { theme: "auto", accent: "ink", label: "", position: "bottom-right" };

it("the tag says what was chosen, leaves out what was not, and lets no word out of its quotes", () => {
  expect(siteSnippet("https://parley.example", "front-desk", look)).toBe('<script src="https://parley.example/widget.js" data-agent="front-desk" data-theme="auto" data-position="bottom-right" async></script>');
  expect(siteSnippet("https://parley.example", "d2", { theme: "dark", accent: "blue", label: ' "Ask" <us> ', position: "bottom-left" }))
    .toBe('<script src="https://parley.example/widget.js" data-agent="d2" data-theme="dark" data-accent="blue" data-label="&quot;Ask&quot; &lt;us&gt;" data-position="bottom-left" async></script>');
  expect(previewPath("d2", { ...look, label: "a&b=c" })).toBe("/embed/d2?theme=auto&accent=ink&label=a%26b%3Dc");
});

it.each([
  ["www.Shop.example/contact?x=1", "https://www.shop.example"], ["https://shop.example:443/", "https://shop.example"], [" http://localhost:5173/a ", "http://localhost:5173"], ["bücher.example", "https://xn--bcher-kva.example"],
])("%j is meant as %s", (typed, origin) => { expect(originOf(typed)).toBe(origin); expect(allowedOrigin.safeParse(origin).success).toBe(true); });

it.each(["http://shop.example", "https://*.shop.example", "*", "data:text/html,x", "file:///etc", "https://user:pw@", "https://[::1]", "not an address", "javascript:alert(1)", "https://shop.example;script-src *"])("%j is sent as something that the server refuses", (typed) => {
  expect(allowedOrigin.safeParse(originOf(typed)).success).toBe(false);
});

/** What callers, models and tools say is rendered as text: no component has a way to make markup of a string. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

test("no page and no component turns a string into markup", () => {
  const files = ["components", "app", join("lib", "client"), join("lib", "sdk")].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))).filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."));
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((name) => [...readFileSync(name, "utf8").matchAll(/dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|DOMParser|createContextualFragment/gi)].map((match) => `${name}: ${match[0]}`));
  // A constant of ours, that sets the colours before the first paint.
  expect(found).toEqual([`${join("app", "layout.tsx")}: dangerouslySetInnerHTML`]);
  expect(readFileSync(join("app", "layout.tsx"), "utf8")).toContain("{ __html: themeScript }");
});

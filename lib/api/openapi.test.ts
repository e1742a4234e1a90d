import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { openApiDocument, operations } from "./openapi";

const app = join(process.cwd(), "app");

function* routeFiles(directory: string): Generator<string> {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* routeFiles(path);
    else if (name === "route.ts") yield path;
  }
}

/** `METHOD /path/{name}` for every method that a route file exports. */
function doors(): string[] {
  const files = [join(app, "api", "v1"), join(app, "v1")].filter((path) => { try { return statSync(path).isDirectory(); } catch { return false; } }).flatMap((path) => [...routeFiles(path)]);
  return files.flatMap((file) => {
    const path = `/${relative(app, file).replace(/\/?route\.ts$/, "").replaceAll("[", "{").replaceAll("]", "}")}`;
    const methods = [...readFileSync(file, "utf8").matchAll(/^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/gm)].map((match) => match[1]);
    return methods.map((method) => `${method} ${path}`);
  }).sort();
}

const declared = operations.map(({ method, path }) => `${method} ${path}`).sort();

test("every door has an operation, and every operation a door of its path", () => {
  expect(doors()).toEqual(declared);
  expect(declared.length).toBeGreaterThan(8);
});

test("no two operations share a name or a door", () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  expect(new Set(declared).size).toBe(operations.length);
});

test("every door reads the operation that the document shows for it", async () => {
  const lib = join(process.cwd(), "lib");
  const contracts = readdirSync(lib).map((name) => join(lib, name, "contract.ts")).filter((path) => existsSync(path));
  const exported = (await Promise.all(contracts.map((path) => import(path)))).flatMap((contract) => Object.entries(contract));
  const nameOf = (operation: unknown) => exported.find(([, value]) => value === operation)?.[0] ?? "";
  for (const { method, path, operation } of operations.map((operation) => ({ ...operation, operation }))) {
    const file = join(app, `${path.slice(1).replaceAll("{", "[").replaceAll("}", "]")}`, "route.ts");
    expect(readFileSync(file, "utf8")).toMatch(new RegExp(`export const ${method} = route\\(${nameOf(operation)},`));
  }
});

describe("the document", () => {
  const document = openApiDocument();
  test("has no reference that leads nowhere", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((name) => !text.includes(`"${name}":{`))).toEqual([]);
    expect(text).not.toContain("$defs");
  });
  test("tells what a shape takes from what it gives", () => {
    const sample = z.object({ name: z.string(), size: z.number().default(1) }).meta({ id: "Sample" });
    const holder = z.object({ sample }).meta({ id: "Holder" });
    const both = operation({ id: "both", method: "POST", path: "/api/v1/both", description: "", access: "public", body: holder, returns: z.object({ holder }), status: 200 });
    const { components, paths } = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }), paths: z.unknown() }).parse(openApiDocument([both]));
    expect(components.schemas.Sample).toMatchObject({ required: ["name", "size"] });
    expect(components.schemas.SampleWrite).toMatchObject({ required: ["name"] });
    expect(JSON.stringify(components.schemas.HolderWrite)).toContain("#/components/schemas/SampleWrite");
    expect(JSON.stringify(paths)).toContain('"$ref":"#/components/schemas/Holder"');
  });
  test("names the path's parameters", () => {
    for (const operation of operations) {
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(operation.params?.shape ?? {}).sort()).toEqual(inPath.sort());
    }
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { widgetAccents } from "@/lib/agents/schema";
import { hello, readFrameMessage, readHostMessage } from "./messages";

describe("what is loaded on another site", () => {
  let out: string;
  const sizes = () => new Map(["widget.js", ...readdirSync(join(out, "widget")).map((name) => `widget/${name}`)].map((name) => [name, gzipSync(readFileSync(join(out, name)), { level: 6 }).length]));
  const textOf = (name: string) => readFileSync(join(out, name), "utf8");
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "parley-widget-"));
    execFileSync(process.execPath, ["bin/widget.mjs", out]);
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test("before anybody presses the button: less than 30 kB of gzip in all, and nothing of the call", () => {
    const found = sizes();
    // The frame's own script, what it imports at once, and no further: the panel is asked for by a press.
    const first = new Set(["widget.js", "widget/frame.css", "widget/frame.js"]);
    for (const [, file] of textOf("widget/frame.js").matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) first.add(`widget/${file}`);
    const htmlBytes = 1_000; // the frame's answer, with a long name in it
    const beforeBytes = [...first].reduce((sum, name) => sum + (found.get(name) ?? Number.NaN), htmlBytes);
    const afterBytes = [...found.values()].reduce((sum, bytes) => sum + bytes, 0);
    process.stdout.write(`widget: ${beforeBytes} B gzip before the call (${[...first].map((name) => `${name} ${found.get(name)}`).join(", ")}, document ${htmlBytes}), ${afterBytes} B with it\n`);
    expect(beforeBytes).toBeLessThan(30_000);
    expect([...first].some((name) => name.includes("panel"))).toBe(false);
    for (const name of first) expect(textOf(name)).not.toContain("client_secrets");
    expect([...found.keys()].filter((name) => /^widget\/panel-[A-Z0-9]+\.js$/.test(name))).toHaveLength(1);
    expect(afterBytes).toBeLessThan(40_000);
  });

  test("no code is made of text, no markup of strings, and no request goes anywhere but home", () => {
    for (const name of sizes().keys()) {
      expect([name, textOf(name).match(/\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|document\.cookie/)]).toEqual([name, null]);
      expect([name, [...textOf(name).matchAll(/https?:\/\/[a-z0-9.-]+/gi)].map(([url]) => url).filter((url) => !url.includes("www.w3.org"))]).toEqual([name, []]);
    }
  });
});

describe("what page and frame say to each other", () => {
  const size = { parley: "size", open: true, widthPx: 400, heightPx: 632 };
  test("the two messages are read", () => {
    expect(readFrameMessage(size)).toEqual(size);
    expect(readHostMessage({ parley: "hello" })).toEqual(hello);
  });
  test.each([
    null, undefined, "hello", 1, [], {}, { parley: "hello", slug: "other" }, { parley: "open" }, { parley: "Hello" }, ["hello"], size,
  ])("the frame reads nothing into %j", (data) => { expect(readHostMessage(data)).toBeNull(); });
  test.each([
    null, "size", {}, { ...size, extra: 1 }, { ...size, widthPx: "400" }, { ...size, widthPx: Number.NaN }, { ...size, heightPx: Infinity }, { ...size, heightPx: -1 }, { ...size, heightPx: 1e9 }, { ...size, open: 1 }, { parley: "hello" },
  ])("the page reads nothing into %j", (data) => { expect(readFrameMessage(data)).toBeNull(); });
});

describe("colours", () => {
  const css = readFileSync(join(process.cwd(), "components/widget/frame.css"), "utf8");
  const tokens = readFileSync(join(process.cwd(), "components/ui/tokens.css"), "utf8");
  const pair = (text: string, name: string): string[] => new RegExp(`${name}: light-dark\\((#[0-9A-F]{6}), (#[0-9A-F]{6})\\)`, "i").exec(text)?.slice(1) ?? [];
  const luminance = (hex: string): number => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const contrast = (one: string, other: string): number => { const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b); return (light + 0.05) / (dark + 0.05); };

  test.each(widgetAccents)("%s is drawn by the style sheet, its text at 4.5:1 and its fill at 3:1 on the panel, in both themes", (accent) => {
    const rule = accent === "ink" ? null : new RegExp(`\\[data-accent="${accent}"\\] \\{([^}]*)\\}`).exec(css)?.[1];
    const [fill, text] = rule === null ? [pair(tokens, "--ink"), pair(tokens, "--on-ink")] : [pair(rule ?? "", "--accent"), pair(rule ?? "", "--on-accent")];
    const ground = pair(tokens, "--paper-sunk");
    for (const theme of [0, 1]) {
      expect(contrast(fill[theme] ?? "", text[theme] ?? "")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(fill[theme] ?? "", ground[theme] ?? "")).toBeGreaterThanOrEqual(3);
    }
  });
});

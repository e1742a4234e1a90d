import { Parser } from "htmlparser2";
import { row, type Block } from "./parse";

/** Nothing in here is said: code, furniture of the page, and what is not shown. */
const left = new Set(["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "nav", "footer", "form", "button", "select", "textarea", "dialog", "head", "canvas", "audio", "video"]);
const breaks = new Set(["p", "div", "section", "article", "main", "header", "aside", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody", "tr", "figure", "figcaption", "address", "br", "hr", "details", "summary", "body", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"]);
/** Written so that a reader does not see it; what a stylesheet hides is not known here. */
const unseen = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*(?:0?\.0+|0)(?![.\d])|font-size\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}|clip(?:-path)?\s*:|color\s*:\s*transparent/i;
const isHidden = (attributes: Record<string, string>): boolean => "hidden" in attributes || attributes["aria-hidden"] === "true" || unseen.test(attributes.style ?? "");
/** Nested deeper than any page people write; the rest is not read. */
const maxDepth = 512;

/** Title and blocks of a page. Never runs anything and fetches nothing. */
export function blocksOfHtml(html: string): { title: string; blocks: Block[] } {
  const blocks: Block[] = [];
  const skipping: string[] = [];
  const cells: string[] = [];
  let title = "";
  let inTitle = false;
  let open = "";
  let inRow = 0;
  let depth = 0;
  const close = (kind: Block["kind"] = "paragraph", headingDepth?: number) => {
    const text = open.trim();
    open = "";
    if (text === "") return;
    if (inRow > 0) cells.push(text);
    else blocks.push(kind === "heading" ? { kind, text, depth: headingDepth ?? 1 } : { kind, text });
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (name === "title") inTitle = true;
      const hidden = isHidden(attributes);
      if (skipping.length > 0 || depth > maxDepth || left.has(name) || hidden) { skipping.push(name); return; }
      if (breaks.has(name)) close();
      if (name === "tr") inRow += 1;
    },
    ontext(text) {
      if (inTitle) title += text;
      else if (skipping.length === 0) open += text.replace(/\s+/g, " ");
    },
    onclosetag(name) {
      depth -= 1;
      if (name === "title") inTitle = false;
      if (skipping.length > 0) { skipping.pop(); return; }
      const heading = /^h([1-6])$/.exec(name)?.[1];
      if (heading) close("heading", Number(heading));
      else if (name === "dt" || name === "summary") close(open.trim().endsWith("?") ? "heading" : "paragraph", 6);
      else if (breaks.has(name)) close();
      if (name === "tr" && inRow > 0) {
        inRow -= 1;
        const text = row(cells.splice(0));
        if (text) blocks.push({ kind: "paragraph", text });
      }
    },
  }, { decodeEntities: true, lowerCaseTags: true });
  parser.end(html);
  close();
  return { title: title.replace(/\s+/g, " ").trim().slice(0, 120), blocks };
}

/** Elements by hand: the frame brings no library. Text is only ever text. */

type Child = Node | string | null;
interface Properties { class?: string; type?: string; id?: string; hidden?: boolean; on?: Partial<Record<"click" | "change" | "submit" | "focus" | "blur", (event: Event) => void>>; [attribute: `aria-${string}` | `data-${string}`]: string; role?: string; for?: string; name?: string; value?: string; placeholder?: string; maxlength?: string; autocomplete?: string; enterkeyhint?: string; tabindex?: string; href?: string; target?: string; rel?: string }

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, { on = {}, hidden, ...attributes }: Properties = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  if (hidden) made.hidden = true;
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Changes the page only where the words are others, so that a reader is not told the same again. */
export function say(target: Node, words: string): void { if (target.textContent !== words) target.textContent = words; }

const svgSpace = "http://www.w3.org/2000/svg";
export interface Figure { svg: SVGSVGElement; path: SVGPathElement }
/** The voice figure's drawing of one path; hidden from readers, its word stands beside it. */
export function figure(d: string, name: string): Figure {
  const svg = document.createElementNS(svgSpace, "svg");
  const path = document.createElementNS(svgSpace, "path");
  for (const [attribute, value] of [["viewBox", "0 0 240 240"], ["class", name], ["aria-hidden", "true"]] as const) svg.setAttribute(attribute, value);
  path.setAttribute("d", d);
  svg.append(path);
  return { svg, path };
}

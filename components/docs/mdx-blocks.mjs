/**
 * What a documentation page needs of its Markdown beyond HTML: headings that can be linked to, and of each code block its language, its text
 * (for the copy button) and the words behind the language: `file=call.mjs test=newcomer untested="reason"`. lib/testing/docs-blocks.ts reads the same.
 */

/** `name=value` and `name="several words"`. */
export function marksOf(meta) {
  return Object.fromEntries([...(meta ?? "").matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name, words, word]) => [name, words ?? word]));
}

export const slugOf = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");

const textOf = (node) => (node.type === "text" ? node.value : (node.children ?? []).map(textOf).join(""));

function visit(node, see) {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}

export default function mdxBlocks() {
  return (tree) => {
    const taken = new Set();
    visit(tree, (node) => {
      if (node.type !== "element") return;
      if (/^h[23]$/.test(node.tagName)) {
        let id = slugOf(textOf(node));
        while (taken.has(id)) id += "-again";
        taken.add(id);
        node.properties.id = id;
      }
      const code = node.tagName === "pre" ? node.children.find((child) => child.tagName === "code") : null;
      if (!code) return;
      const { file, untested } = marksOf(code.data?.meta);
      const language = (code.properties.className ?? []).map(String).find((name) => name.startsWith("language-"))?.slice(9) ?? "text";
      node.properties = { language, code: textOf(code).replace(/\n$/, ""), ...(file ? { file } : {}), ...(untested ? { untested } : {}) };
      node.children = [];
    });
  };
}

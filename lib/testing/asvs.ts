/** `docs/asvs.json` is what we say of each requirement of OWASP ASVS 5.0.0, levels 1 and 2; `docs/asvs.md` is made from it by `npm run contract`. */
import { readFileSync } from "node:fs";
import { z } from "zod";

/** Every section of the standard, with the level of each of its requirements in order. Counted from the standard's own list. */
export const levels: Record<string, string> = {
  "V1.1": "22", "V1.2": "1111122223", "V1.3": "112222222223", "V1.4": "222", "V1.5": "123",
  "V2.1": "122", "V2.2": "112", "V2.3": "12223", "V2.4": "23",
  "V3.1": "3", "V3.2": "113", "V3.3": "12223", "V3.4": "11222233", "V3.5": "11122333", "V3.6": "3", "V3.7": "22333",
  "V4.1": "12233", "V4.2": "23333", "V4.3": "22", "V4.4": "1222",
  "V5.1": "2", "V5.2": "112333", "V5.3": "113", "V5.4": "222",
  "V6.1": "122", "V6.2": "111111112222", "V6.3": "11223333", "V6.4": "112233", "V6.5": "22222333", "V6.6": "2223", "V6.7": "33", "V6.8": "2222",
  "V7.1": "222", "V7.2": "1111", "V7.3": "22", "V7.4": "11222", "V7.5": "223", "V7.6": "22",
  "V8.1": "1233", "V8.2": "1123", "V8.3": "133", "V8.4": "23",
  "V9.1": "111", "V9.2": "1222",
  "V10.1": "22", "V10.2": "223", "V10.3": "22223", "V10.4": "1111122222233333", "V10.5": "22222", "V10.6": "22", "V10.7": "222",
  "V11.1": "2233", "V11.2": "22233", "V11.3": "11233", "V11.4": "1222", "V11.5": "23", "V11.6": "23", "V11.7": "33",
  "V12.1": "12233", "V12.2": "11", "V12.3": "22223",
  "V13.1": "2333", "V13.2": "222223", "V13.3": "2233", "V13.4": "1222233",
  "V14.1": "22", "V14.2": "12223333", "V14.3": "122",
  "V15.1": "12233", "V15.2": "12233", "V15.3": "1222222", "V15.4": "3333",
  "V16.1": "2", "V16.2": "22222", "V16.3": "2222", "V16.4": "222", "V16.5": "2223",
  "V17.1": "23", "V17.2": "22223333", "V17.3": "22",
};

const chapters = ["Encoding and sanitisation", "Validation and business logic", "Web frontend", "API and web service", "Files", "Authentication", "Sessions", "Authorization", "Self-contained tokens",
  "OAuth and OIDC", "Cryptography", "Secure communication", "Configuration", "Data protection", "Secure coding and architecture", "Logging and errors", "WebRTC"];

export const statuses = ["met", "partly", "not met", "not applicable"] as const;
const row = z.strictObject({
  id: z.string().regex(/^V\d+\.\d+\.\d+$/), level: z.union([z.literal(1), z.literal(2)]),
  /** What it asks for, in our words. */
  about: z.string().min(5).max(120), status: z.enum(statuses),
  /** How it is met; or why not, or why it asks for nothing here. */
  how: z.string().min(5).max(500),
  /** Files and tests that hold it, from the repository's root. */
  evidence: z.array(z.string()),
});
export type Row = z.infer<typeof row>;

export const readRows = (): Row[] => z.array(row).parse(JSON.parse(readFileSync("docs/asvs.json", "utf8")));

const cell = (text: string): string => text.replaceAll("|", "\\|");
const chapterOf = ({ id }: Row): number => Number(/^V(\d+)/.exec(id)?.[1]);

export function asvsDocument(rows: readonly Row[]): string {
  const count = (level: number, status: string) => rows.filter((each) => each.level === level && each.status === status).length;
  const named = (level: number, status: string) => rows.filter((each) => each.level === level && each.status === status).map(({ id }) => id).join(", ") || "none";
  const summary = [1, 2].map((level) => `| ${level} | ${statuses.map((status) => count(level, status)).join(" | ")} | ${rows.filter((each) => each.level === level).length} |`);
  const exceptions = [1, 2].map((level) => `| ${level} | ${named(level, "not met")} | ${named(level, "partly")} |`);
  const tables = chapters.flatMap((title, index) => [
    `## V${index + 1} ${title}`, "", "| | level | asks for | | how, or why not | held by |", "|---|---|---|---|---|---|",
    ...rows.filter((each) => chapterOf(each) === index + 1).map(({ id, level, about, status, how, evidence }) => `| ${id} | ${level} | ${cell(about)} | ${status === "met" ? status : `**${status}**`} | ${cell(how)} | ${evidence.map((path) => `\`${path}\``).join("<br>")} |`), "",
  ]);
  return [
    "<!-- Made from asvs.json by `npm run contract`. -->", "# OWASP ASVS 5.0.0, levels 1 and 2", "",
    "Every requirement of levels 1 and 2 by its number, in our words; the [standard](https://github.com/OWASP/ASVS/tree/v5.0.0) has the full text. We looked at ourselves: nobody else has verified this. The threats behind it are in [security.md](security.md).", "",
    `| level | ${statuses.join(" | ")} | in all |`, `|---|${"---|".repeat(statuses.length + 1)}`, ...summary, "",
    "**Partly** means that a part is missing, and the row says which. A test (`lib/testing/asvs.test.ts`) holds that no requirement is left out, that every file named exists, and that this page is what the data says; whether a file proves its claim is for its reader.", "",
    "## Exceptions", "", "| level | not met | partly |", "|---|---|---|", ...exceptions, "",
    ...tables,
  ].join("\n");
}

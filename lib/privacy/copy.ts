/** What a copy of a person's data is made of. */
import type { Ctx } from "@/lib/platform/ctx";
import type { Subject } from "@/lib/platform/subject";
import { jsonOf, type ArchiveEntry } from "./archive";
import { subjects } from "./subjects";

/** Everything, in the order of reading. For tests and benchmarks, too. */
export async function* entriesOf(ctx: Ctx, subject: Subject, now: Date): AsyncGenerator<ArchiveEntry> {
  yield { path: "README.txt", body: once(readme(subject, now)), compress: true };
  for (const part of subjects) yield { path: `${part.name}.json`, body: jsonOf(part.exportFor(ctx, subject)), compress: true };
  for (const part of subjects) for await (const file of part.filesFor?.(ctx, subject) ?? []) yield { ...file, compress: false };
}

async function* once(text: string): AsyncGenerator<Uint8Array> { yield Buffer.from(text); }

const readme = (subject: Subject, now: Date): string => `Everything that Parley keeps about ${subject.name || subject.email || "you"}, at ${now.toISOString()}.

One file for each kind of thing. They are JSON, which any text editor shows and other programs can read:

${subjects.map(({ name, words }) => `${`${name}.json`.padEnd(20)}${words}`).join("\n")}
${"recordings/".padEnd(20)}Sound that is still kept, as stereo WAV: you on the left, the agent on the right
${"speech-results/".padEnd(20)}Sound that you asked the speech page to keep

What is not in here: what belongs to other people, such as the addresses of those you invited, and calls of others; the
hashes of your password, keys and links, which tell nothing; and the words of mail to you, since links in it are keys.
Sound that has expired and words that were kept for their time are gone: nobody has them any more.
`;

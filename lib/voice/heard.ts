/** What of a reply has been heard: its clauses on the time line of its own audio, and how far playback has come. */

export interface Playback {
  /** Text that begins at the end of the audio so far. */
  clause(text: string): void;
  /** Audio sent, in milliseconds; `atMs` is when. */
  sent(durationMs: number, atMs: number): void;
  /** The client's word: so much of the audio has been played. */
  report(playedMs: number, atMs: number): void;
  /** What was heard is this and stays this. */
  settle(heardMs: number): void;
  heardMs(nowMs: number): number;
  /** How long what was sent will still be audible. */
  remainingMs(nowMs: number): number;
  readonly audioMs: number;
  readonly text: string;
  wordStartsMs(): number[];
  heardText(heardMs: number): string;
  /** Where to go on after an interruption: the first word that was not wholly heard. */
  resumePoint(heardMs: number): { atMs: number; textLength: number };
}

/** Between two reports playback is taken to go on by itself for so long. */
const trustedReportMs = 400;

export function createPlayback(): Playback {
  const clauses: { text: string; startMs: number; endMs: number }[] = [];
  let audioMs = 0;
  let playbackEndsAtMs = Number.NEGATIVE_INFINITY;
  let reported: { playedMs: number; atMs: number } | null = null;
  let settledMs: number | null = null;

  const words = () => {
    const found: { start: number; end: number; startMs: number; endMs: number }[] = [];
    let offset = 0;
    for (const clause of clauses) {
      const perCharacter = (clause.endMs - clause.startMs) / Math.max(1, clause.text.trim().length);
      const lead = clause.text.length - clause.text.trimStart().length;
      for (const match of clause.text.matchAll(/\S+/g)) {
        const from = match.index - lead;
        found.push({ start: offset + match.index, end: offset + match.index + match[0].length, startMs: clause.startMs + from * perCharacter, endMs: clause.startMs + (from + match[0].length) * perCharacter });
      }
      offset += clause.text.length;
    }
    return found;
  };
  const wholeText = () => clauses.map((clause) => clause.text).join("");

  return {
    clause(text) { clauses.push({ text, startMs: audioMs, endMs: audioMs }); },
    sent(durationMs, atMs) {
      audioMs += durationMs;
      playbackEndsAtMs = Math.max(playbackEndsAtMs, atMs) + durationMs;
      const last = clauses.at(-1);
      if (last) last.endMs = audioMs;
    },
    report(playedMs, atMs) { reported = { playedMs: Math.max(0, playedMs), atMs }; },
    settle(heardMs) { settledMs = Math.min(Math.max(0, heardMs), audioMs); },
    heardMs(nowMs) {
      if (settledMs !== null) return settledMs;
      const estimate = audioMs - Math.max(0, playbackEndsAtMs - nowMs);
      if (!reported) return Math.max(0, Math.min(audioMs, estimate));
      return Math.min(audioMs, reported.playedMs + Math.min(trustedReportMs, nowMs - reported.atMs));
    },
    remainingMs: (nowMs) => settledMs !== null ? 0 : Math.max(0, playbackEndsAtMs - nowMs),
    get audioMs() { return audioMs; },
    get text() { return wholeText(); },
    wordStartsMs: () => words().map((word) => Math.round(word.startMs)),
    heardText(heardMs) {
      if (heardMs >= audioMs && audioMs > 0) return wholeText().trim();
      const last = words().filter((word) => (word.startMs + word.endMs) / 2 <= heardMs && word.startMs < heardMs).at(-1);
      return last ? wholeText().slice(0, last.end).trim() : "";
    },
    resumePoint(heardMs) {
      const next = words().find((word) => (word.startMs + word.endMs) / 2 > heardMs || word.startMs >= heardMs);
      return next ? { atMs: next.startMs, textLength: next.start } : { atMs: audioMs, textLength: wholeText().length };
    },
  };
}

/** Lanes are drawn against the loudest moment of both; nothing quieter than this is drawn as if it were loud. */
const quietestScale = 0.1;

/** Two lanes of a call's audio, as loudness per column, 0–1. One lane where the file has one channel. */
export interface Wave { durationMs: number; lanes: number[][] }

const ascii = (view: DataView, at: number): string => String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)));

interface Format { channels: number; rateHz: number; bits: number; dataAt: number; dataBytes: number }

function formatOf(view: DataView): Format | null {
  if (view.byteLength < 44 || ascii(view, 0) !== "RIFF" || ascii(view, 8) !== "WAVE") return null;
  let at = 12;
  let head: Omit<Format, "dataAt" | "dataBytes"> | null = null;
  while (at + 8 <= view.byteLength) {
    const name = ascii(view, at);
    const size = view.getUint32(at + 4, true);
    if (name === "fmt " && at + 24 <= view.byteLength) head = { channels: view.getUint16(at + 10, true), rateHz: view.getUint32(at + 12, true), bits: view.getUint16(at + 22, true) };
    if (name === "data") return head && { ...head, dataAt: at + 8, dataBytes: Math.min(size, view.byteLength - at - 8) };
    at += 8 + size + (size % 2);
  }
  return null;
}

/** Loudness of a 16-bit PCM WAV in `columns` columns; null where the file is something else. */
export function waveOf(file: ArrayBuffer, columns: number): Wave | null {
  const view = new DataView(file);
  const format = formatOf(view);
  if (!format || format.bits !== 16 || format.channels < 1 || format.rateHz < 1) return null;
  const frames = Math.floor(format.dataBytes / (format.channels * 2));
  const lanes = Array.from({ length: Math.min(2, format.channels) }, (_, lane) =>
    Array.from({ length: columns }, (_column, column) => peak(view, format, lane, Math.floor((column * frames) / columns), Math.floor(((column + 1) * frames) / columns))));
  const loudest = Math.max(...lanes.flat(), quietestScale);
  return { durationMs: (frames / format.rateHz) * 1_000, lanes: lanes.map((lane) => lane.map((level) => level / loudest)) };
}

/** At most this many samples of a column are looked at: an hour of audio must not stall the page. */
const looksPerColumn = 400;

function peak(view: DataView, format: Format, lane: number, from: number, to: number): number {
  const step = Math.max(1, Math.floor((to - from) / looksPerColumn));
  let most = 0;
  for (let frame = from; frame < to; frame += step) most = Math.max(most, Math.abs(view.getInt16(format.dataAt + (frame * format.channels + lane) * 2, true)));
  return most / 32_768;
}

/** Strokes of one lane between two columns, as an SVG path in a box 8 high per half; `up` draws from the axis upwards. */
export function strokes(lane: readonly number[], options: { from: number; to: number; up: boolean; height: number }): string {
  const { from, to, up, height } = options;
  const middle = height / 2;
  return lane.slice(from, to).flatMap((level, index) => {
    if (level < 0.02) return [];
    const length = Math.max(1, Math.sqrt(level) * (middle - 2));
    const x = (from + index) * 4 + 2;
    return up ? [`M${x} ${middle - 2}V${(middle - 2 - length).toFixed(1)}`] : [`M${x} ${middle + 2}V${(middle + 2 + length).toFixed(1)}`];
  }).join("");
}

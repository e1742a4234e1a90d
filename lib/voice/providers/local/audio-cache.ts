/** Keeps the audio of clauses that authors wrote, least recently used out first, within a number of bytes. */

export interface AudioCache {
  get(key: string): Int16Array[] | null;
  set(key: string, audio: Int16Array[]): void;
}

/** A `limitBytes` of 0 keeps nothing. */
export function createAudioCache(limitBytes: number): AudioCache {
  const kept = new Map<string, Int16Array[]>();
  const sizeOf = (audio: Int16Array[]) => audio.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  let heldBytes = 0;
  const drop = (key: string) => {
    heldBytes -= sizeOf(kept.get(key) ?? []);
    kept.delete(key);
  };
  return {
    get(key) {
      const audio = kept.get(key);
      if (!audio) return null;
      kept.delete(key);
      kept.set(key, audio);
      return audio;
    },
    set(key, audio) {
      if (sizeOf(audio) > limitBytes / 4) return;
      drop(key);
      kept.set(key, audio);
      heldBytes += sizeOf(audio);
      for (const oldest of kept.keys()) { if (heldBytes <= limitBytes) break; drop(oldest); }
    },
  };
}

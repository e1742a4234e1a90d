/** One of a thing per process: `server.ts` and Next's bundles load this code twice and share only `globalThis`. */

/** The first caller's `make` wins; later callers, in either module graph, get the same object. */
export function singleton<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`parley.${name}`);
  const held: T | undefined = Reflect.get(globalThis, key);
  if (held) return held;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}

/** Forgets it; for tests and for a clean stop. */
export function forgetSingleton(name: string): void {
  Reflect.deleteProperty(globalThis, Symbol.for(`parley.${name}`));
}

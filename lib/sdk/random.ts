/** Letters and digits that nobody else has drawn. React Native has no `crypto` by itself; then they are merely unlikely to be drawn twice, which is all that is asked of them. */
export function randomHex(bytes = 12): string {
  const drawn = new Uint8Array(bytes);
  if (typeof crypto === "object") crypto.getRandomValues(drawn);
  else for (let index = 0; index < bytes; index++) drawn[index] = Math.floor(Math.random() * 256);
  return Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

import Link from "next/link";

/** Sixteen strokes of the voice figure, from r 80 to 106. */
const strokes = Array.from({ length: 16 }, (_, index) => {
  const angle = (index * Math.PI) / 8;
  const at = (radius: number) => `${(120 + radius * Math.sin(angle)).toFixed(1)} ${(120 - radius * Math.cos(angle)).toFixed(1)}`;
  return `M${at(80)}L${at(106)}`;
}).join("");

export function Wordmark({ href = "/" }: { href?: string }) {
  return (
    <Link className="wordmark" href={href}>
      <svg className="vf vf--idle vf--n16" viewBox="0 0 240 240" width="24" height="24" aria-hidden="true"><path className="vf-main" d={strokes} /></svg>
      Parley
    </Link>
  );
}

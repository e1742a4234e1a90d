"use client";
import { clsx } from "clsx";
import { useEffect, useRef, type RefObject } from "react";
import { dotsPath, echoPath, mainPath, otherHalf, smoothLevel, stillPaths, visibleLevel, type FigureState, type StrokeCount } from "./figure-geometry";

export interface VoiceFigureProps {
  state: FigureState;
  /** Edge in pixels, where the style sheet does not say otherwise; decides how many strokes there are. */
  size: number;
  /** Loudness now, root mean square 0–1; read thirty times a second while listening or speaking. Without it the figure stands. */
  level?: () => number;
  className?: string;
}

const frameMs = 33;
const stillFrameMs = 250;
const degreesPerSecond = 40;
const restingLevel = 0.62;

/** Always beside the state as a word; the figure itself is hidden from screen readers. */
export function VoiceFigure({ state, size, level, className }: VoiceFigureProps) {
  const svg = useRef<SVGSVGElement>(null);
  const count: StrokeCount = size < 32 ? (state === "idle" ? 16 : 12) : size < 60 ? 24 : 48;
  useFigureLoop(svg, state, count, level);
  const start = level ? 0 : restingLevel;
  const still = stillPaths(state, start);
  const shift = count === 48 ? "6 3.6" : "7 4.2";
  return (
    <svg ref={svg} className={clsx("vf moves", `vf--${state}`, count !== 48 && `vf--n${count}`, className)} data-state={state} viewBox="0 0 240 240" width={size} height={size} aria-hidden="true">
      {count >= 24 ? <path className="vf-dots" d={dotsPath(state, count)} /> : null}
      <g className="vf-live">
        {count >= 24 && state !== "idle" && state !== "error" ? <path className="vf-echo" d={echoPath(state, start)} /> : null}
        {state === "error"
          ? <><path className="vf-main" d={mainPath("error", count)} transform={`translate(${shift})`} /><path className="vf-main" d={otherHalf(count)} transform={`translate(-${shift.replace(" ", " -")})`} /></>
          : <path className="vf-main" d={mainPath(state, count, count < 24 ? 1 : start)} />}
      </g>
      {count === 48 ? <g className="vf-still"><path className="vf-off" d={still.off} /><path className="vf-main" d={still.on} /></g> : null}
    </svg>
  );
}

/** Sets the paths straight on the elements: thirty frames a second would be too many renders, and Safari does not animate `d`. */
function useFigureLoop(svg: RefObject<SVGSVGElement | null>, state: FigureState, count: StrokeCount, level: (() => number) | undefined): void {
  useEffect(() => {
    const element = svg.current;
    if (!element || !level || count < 24 || (state !== "listening" && state !== "speaking")) return;
    const main = element.querySelector<SVGPathElement>(".vf-live .vf-main");
    const echo = element.querySelector<SVGPathElement>(".vf-echo");
    const on = element.querySelector<SVGPathElement>(".vf-still .vf-main");
    const off = element.querySelector<SVGPathElement>(".vf-off");
    const still = window.matchMedia("(prefers-reduced-motion: reduce)");
    let shown = 0;
    let drawnAtMs = performance.now();
    let request = 0;
    function draw(nowMs: number): void {
      request = requestAnimationFrame(draw);
      const elapsedMs = nowMs - drawnAtMs;
      if (elapsedMs < (still.matches ? stillFrameMs : frameMs) - 4) return;
      drawnAtMs = nowMs;
      shown = smoothLevel(shown, visibleLevel(level?.() ?? 0), elapsedMs);
      if (still.matches) {
        const paths = stillPaths(state, shown);
        on?.setAttribute("d", paths.on);
        off?.setAttribute("d", paths.off);
        return;
      }
      const phase = nowMs / 1_000 * degreesPerSecond;
      main?.setAttribute("d", mainPath(state, count, shown, phase));
      echo?.setAttribute("d", echoPath(state, shown, phase));
    }
    // The browser runs no frames in a hidden tab, so the loop rests there by itself.
    request = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(request);
  }, [svg, state, count, level]);
}

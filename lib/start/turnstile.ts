/** Few requests are begun at a time, so that the audio of calls, which the same thread sends, comes between them; and those who ask are served in turn, so that one who asks a thousand times holds up nobody else. */

/** One that waits for others, such as a database or an upload, has let go of the thread by then. */
const holdMs = 20;
/** Of all who ask; beyond that the answer is 503. */
const mostWaiting = 1_000;

export interface Turnstile {
  /** Calls `begin` when its turn has come; gives false, and never calls it, where too many wait. `answered` is to be called when the answer has begun or its asker has gone. */
  enter(who: string, begin: (answered: () => void) => void): boolean;
}

function callLater(task: () => void, delayMs: number): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}

/** `later` gives what takes it back; `soon`: after whatever else the event loop has to do by now. */
export interface TurnstileOptions { atOnce: number; later?: (task: () => void, delayMs: number) => () => void; soon?: (task: () => void) => void }

export function createTurnstile({ atOnce, later = callLater, soon = setImmediate }: TurnstileOptions): Turnstile {
  /** In the order in which their turns come. */
  const waiting = new Map<string, ((answered: () => void) => void)[]>();
  let [waitingCount, running] = [0, 0];
  const begin = (work: (answered: () => void) => void): void => {
    running += 1;
    let over = false;
    const answered = () => { if (over) return; over = true; forget(); running -= 1; soon(next); };
    const forget = later(answered, holdMs);
    work(answered);
  };
  const next = (): void => {
    const [turn] = waiting;
    if (!turn || running >= atOnce) return;
    const [who, works] = turn;
    const work = works.shift();
    waiting.delete(who);
    if (works.length > 0) waiting.set(who, works); // behind everybody else
    waitingCount -= 1;
    if (work) begin(work);
    next();
  };
  return {
    enter(who, work) {
      if (running < atOnce && waitingCount === 0) { begin(work); return true; }
      if (waitingCount >= mostWaiting) return false;
      waitingCount += 1;
      const works = waiting.get(who);
      if (works) works.push(work); else waiting.set(who, [work]);
      return true;
    },
  };
}

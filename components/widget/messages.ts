/** All that the talk button's frame and the page around it say to each other. Whatever is not exactly of this shape is left unread. */

/** From the page: I am here, tell me how large you are. It names nothing and asks for nothing else. */
export interface HostMessage { parley: "hello" }
/** From the frame: how much room it takes, and whether the panel is open. */
export interface FrameMessage { parley: "size"; open: boolean; widthPx: number; heightPx: number }

export const hello: HostMessage = { parley: "hello" };

const fieldsOf = (data: unknown, count: number): Record<string, unknown> | null =>
  (typeof data === "object" && data !== null && Object.keys(data).length === count ? { ...data } : null);
const isLength = (value: unknown): value is number => typeof value === "number" && value >= 1 && value <= 4_000;

export const readHostMessage = (data: unknown): HostMessage | null => (fieldsOf(data, 1)?.parley === "hello" ? hello : null);

export function readFrameMessage(data: unknown): FrameMessage | null {
  const { parley, open, widthPx, heightPx } = fieldsOf(data, 4) ?? {};
  return parley === "size" && typeof open === "boolean" && isLength(widthPx) && isLength(heightPx) ? { parley, open, widthPx, heightPx } : null;
}

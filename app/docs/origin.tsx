import { publicOrigin } from "@/lib/platform/env";

/** An address of this installation; with `ws` in place of `http` where a socket is meant. */
export const Origin = ({ socket = false, path = "" }: { socket?: boolean; path?: string }) =>
  <code className="code">{socket ? publicOrigin().replace(/^http/, "ws") : publicOrigin()}{path}</code>;

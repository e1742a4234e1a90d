/** What an address of the interface can be asked, for answers that say it cannot be asked so (405). */
import { operations } from "@/lib/api/openapi";

/** Methods that anything here has. */
export const known: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const doors = new Map<string, { parts: string[]; methods: Set<string> }>();
for (const { path, method } of operations) {
  const door = doors.get(path) ?? { parts: path.split("/"), methods: new Set<string>() };
  doors.set(path, door);
  door.methods.add(method);
}

/** Next answers 500 where a file is asked for in another way than to read it. */
export const isFile = (path: string): boolean => /^\/(_next\/.*|widget\/[^/]+|[^/]+)\.[A-Za-z0-9]+$/.test(path);

/** For the header `Allow`: null where the method is among them. What is no address of the interface allows everything, since pages answer for themselves. */
export function allowFor(method: string, path: string): string | null {
  if (isFile(path)) return method === "GET" || method === "HEAD" ? null : "GET, HEAD";
  const parts = path.split("/");
  const fitting = [...doors.values()].filter((door) => door.parts.length === parts.length && door.parts.every((part, at) => part === parts[at] || (part.startsWith("{") && parts[at] !== "")));
  // A part that is written out goes before one that is any: `/agents/import` is not the agent `import`.
  const [door] = fitting.sort((left, right) => left.parts.filter((part) => part.startsWith("{")).length - right.parts.filter((part) => part.startsWith("{")).length);
  if (!door) return known.has(method) ? null : [...known].join(", ");
  const allowed = [...door.methods].flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]));
  return [...allowed, "OPTIONS"].includes(method) ? null : [...allowed, "OPTIONS"].join(", ");
}

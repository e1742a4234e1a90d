/** SQL as text with parameters: a tag whose values can only ever become parameters. */

const mark = Symbol.for("parley.sql");

/** A piece of SQL; pieces nest in each other. */
export interface Sql { readonly [mark]: true; readonly parts: readonly string[]; readonly values: readonly unknown[] }

const isSql = (value: unknown): value is Sql => typeof value === "object" && value !== null && mark in value;
const piece = (parts: readonly string[], values: readonly unknown[]): Sql => ({ [mark]: true, parts, values });

export const sql = (parts: TemplateStringsArray, ...values: unknown[]): Sql => piece(parts, values);

/** A JSON value for a `jsonb` column; needed for arrays, implied for plain objects in `columns` and `assignments`. */
export const json = (value: unknown): Sql => piece(["", "::text::jsonb"], [JSON.stringify(value)]);

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const isPlainObject = (value: unknown): boolean => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype && !isSql(value);
const cell = (value: unknown): unknown => (isPlainObject(value) ? json(value) : value);
const quoted = (name: string): string => `"${snakeCase(name).replaceAll('"', '""')}"`;
const present = (row: Record<string, unknown>): [string, unknown][] => Object.entries(row).filter(([, value]) => value !== undefined);

/** `(a, b) values ($1, $2)` from a camelCase row; fields that are undefined are left out. */
export function columns(row: Record<string, unknown>): Sql {
  const fields = present(row);
  const names = fields.map(([name]) => quoted(name)).join(", ");
  return piece([`(${names}) values (`, ...fields.slice(1).map(() => ", "), ")"], fields.map(([, value]) => cell(value)));
}

/** `a = $1, b = $2` from a camelCase row; fields that are undefined are left out, and at least one must be there. */
export function assignments(row: Record<string, unknown>): Sql {
  const fields = present(row);
  return piece([...fields.map(([name], index) => `${index > 0 ? ", " : ""}${quoted(name)} = `), ""], fields.map(([, value]) => cell(value)));
}

/** Pieces with `separator` between them: `joined(conditions, " and ")`. */
export const joined = (pieces: readonly Sql[], separator: string): Sql => piece(["", ...pieces.slice(1).map(() => separator), ""], pieces);

/** Text with `$1 …` and its parameters. Throws where a value is undefined, so that a forgotten field is not a silent null. */
export function compile(query: Sql): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const write = (current: Sql): string => current.parts.reduce((text, part, index) => {
    if (index === 0) return part;
    const value = current.values[index - 1];
    if (isSql(value)) return text + write(value) + part;
    if (value === undefined) throw new TypeError("A value in this SQL is undefined.");
    parameters.push(value instanceof Date ? value.toISOString() : value);
    return `${text}$${parameters.length}${part}`;
  }, "");
  return { text: write(query), parameters };
}

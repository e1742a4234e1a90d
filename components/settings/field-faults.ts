import { isApiError, messageOf } from "@/lib/sdk/client";

/** Words by the name of the field they belong to. */
export type FieldFaults = Record<string, string>;

/** What the server says of each of these fields; what it says of none goes to the first. */
export function fieldFaults(error: unknown, fields: readonly [string, ...string[]]): FieldFaults {
  const told = isApiError(error) ? error.errors.filter(({ path }) => fields.includes(path)) : [];
  return told.length > 0 ? Object.fromEntries(told.map(({ path, message }) => [path, message])) : { [fields[0]]: messageOf(error) };
}

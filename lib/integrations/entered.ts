/** What a member entered for an integration's settings, held against its manifest. */
import { AppError, type FieldError } from "@/lib/platform/errors";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { cleanText } from "@/lib/platform/text";
import { secretKinds, type Manifest } from "./manifest-shape";
import type { GivenSettings } from "./schema";

export interface Entered { settings: Record<string, string | number>; secrets: Record<string, string> }
type Setting = Manifest["settings"][number];

/** `before` with what is given now. `validation_failed` names every setting that is missing, not known, or not as its kind wants it. */
export function enter({ settings }: Manifest, before: Entered, given: GivenSettings): Entered {
  const errors: FieldError[] = [];
  const known = new Set(settings.map(({ name }) => name));
  for (const name of Object.keys(given)) if (!known.has(name)) errors.push({ path: `settings.${name}`, message: "This integration has no setting of this name." });
  const entered: Entered = { settings: {}, secrets: {} };
  for (const setting of settings) {
    const isSecret = secretKinds.includes(setting.kind);
    const held = isSecret ? own(before.secrets, setting.name) : own(before.settings, setting.name);
    const value = Object.hasOwn(given, setting.name) ? given[setting.name] ?? null : held ?? null;
    const read = value === null || value === "" ? null : readValue(setting, value);
    if (read === null) { if (setting.required) errors.push({ path: `settings.${setting.name}`, message: `Fill in “${setting.title}”.` }); continue; }
    if ("fault" in read) errors.push({ path: `settings.${setting.name}`, message: read.fault });
    else if (isSecret) entered.secrets[setting.name] = String(read.value);
    else entered.settings[setting.name] = read.value;
  }
  if (errors.length > 0) throw new AppError("validation_failed", { errors });
  return entered;
}

const own = <T>(values: Record<string, T>, name: string): T | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);

function readValue({ kind }: Setting, value: string | number): { value: string | number } | { fault: string } {
  const text = String(value).trim();
  if (kind === "number") return text !== "" && Number.isFinite(Number(text)) ? { value: Number(text) } : { fault: "This is no number." };
  if (kind === "secret") return /^[\x20-\x7e]{1,2000}$/.test(text) ? { value: text } : { fault: "A secret has plain characters only, on one line." };
  if (kind === "text") return cleanText(text) === text && !/[\n\t]/.test(text) && text.length <= 500 ? { value: text } : { fault: "One line, without characters that cannot be seen; 500 at most." };
  return readAddress(text, kind === "secret-url");
}

function readAddress(text: string, isKey: boolean): { value: string } | { fault: string } {
  if (text.length > 1_000 || !URL.canParse(text)) return { fault: "This is no address. One begins with https://." };
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return { fault: "An address begins with https://." };
  if (url.hash || (url.search && !isKey)) return { fault: "The address ends with its path, without ? and #." };
  const fault = addressFault(url);
  return fault ? { fault: addressFaultWords[fault] } : { value: url.href };
}

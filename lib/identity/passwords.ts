import { hash, verify } from "@node-rs/argon2";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { singleton } from "@/lib/platform/singleton";
import ownCommonPasswords from "./common-passwords.json";
import { leastPasswordCharacters } from "./schema";

/** OWASP's least for argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Beyond this many waiting the answer would come too late to be wanted. */
const maxWaiting = 64;

interface Gate { tail: Promise<unknown>; waiting: number }

/** One hash at a time in the process: a storm of sign-ins must not take the cores that speech needs. Throws `overloaded`. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const gate = singleton<Gate>("password-gate", () => ({ tail: Promise.resolve(), waiting: 0 }));
  if (gate.waiting >= maxWaiting) throw new AppError("overloaded", { retryAfterMs: 5_000 });
  gate.waiting += 1;
  const turn = gate.tail.then(work).finally(() => { gate.waiting -= 1; });
  gate.tail = turn.catch(() => {});
  return turn;
}

export const hashPassword = (password: string): Promise<string> => oneAtATime(() => hash(password, cost));

let decoy: Promise<string> | undefined;

/** Takes the same time whether there is a hash or not: an unknown address is checked against a decoy of the same cost. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash("nobody's password", cost);
  const against = passwordHash ?? await decoy;
  const matches = await oneAtATime(() => verify(against, password));
  return matches && passwordHash !== null;
}

/** The common passwords that are long enough to be asked for, most of them of a list that others keep; read when the first is chosen. */
const commonPasswords = (): Promise<Set<string>> => singleton("common-passwords", async () => {
  const { default: listed } = await import("@zxcvbn-ts/language-common/src/passwords.json", { with: { type: "json" } });
  return new Set([...listed, ...ownCommonPasswords].filter(({ length }) => length >= leastPasswordCharacters));
});
/** What is guessed here and nowhere else: refused with whatever figures and signs stand around or between. In docs/accounts.md. */
export const contextWords = ["parley", "voiceagent", "parleyadmin", "adminparley", "parleyowner", "parleypassword", "passwordparley"];

/** Throws `validation_failed` for what a guesser tries first. */
export async function requireUncommonPassword(password: string, email: string, path = "password"): Promise<void> {
  const plain = password.toLowerCase();
  const [localPart] = email.toLowerCase().split("@");
  const repeated = /^(.{1,4})\1+$/.test(plain);
  const ofContext = contextWords.includes(plain.replace(/[^\p{L}]/gu, ""));
  if (!(await commonPasswords()).has(plain) && !ofContext && !repeated && plain !== email.toLowerCase() && plain !== localPart) return;
  throw fieldFault(path, "This password is among the first that are tried. Choose another.");
}

import type { MailKind } from "./schema";

export interface Letter { subject: string; text: string; html: string }

interface Words { subject: string; opening: string; link?: { label: string; path: string; holds: string }; closing: string }

/** The token is in the fragment, which no server, proxy or log sees. */
const words: Record<MailKind, Words> = {
  "verify-email": {
    subject: "Confirm your e-mail address", opening: "Somebody, most likely you, made a Parley account with this address.",
    link: { label: "Confirm the address", path: "/verify", holds: "24 hours" }, closing: "If it was not you, ignore this: without the link nothing is confirmed.",
  },
  "address-taken": {
    subject: "You have an account already", opening: "Somebody, most likely you, tried to make a Parley account with this address. It has one: sign in with its password, or ask for a new password on the sign-in page.",
    closing: "If it was not you, there is nothing to do.",
  },
  "reset-password": {
    subject: "Choose a new password", opening: "Somebody, most likely you, asked for a new password for this address.",
    link: { label: "Choose a new password", path: "/reset", holds: "one hour" }, closing: "If it was not you, ignore this: your password stays as it is.",
  },
  "change-email": {
    subject: "Confirm your new e-mail address", opening: "A Parley account is to use this address from now on.",
    link: { label: "Use this address", path: "/verify", holds: "24 hours" }, closing: "If it was not you, ignore this: nothing changes.",
  },
  "workspace-invite": {
    subject: "You are invited to a workspace", opening: "You are invited to work with others on Parley.",
    link: { label: "See the invite", path: "/invite", holds: "a week or as long as was set" }, closing: "If you expected none, ignore this.",
  },
  "beta-invite": {
    subject: "Your invite to Parley", opening: "You are invited to make voice agents on Parley, and to talk to them.",
    link: { label: "Make your account", path: "/invite", holds: "a week or as long as was set" }, closing: "If you expected none, ignore this.",
  },
  "email-changed": {
    subject: "Your e-mail address was changed", opening: "Your Parley account now uses another e-mail address. Everywhere else it was signed out.",
    closing: "If it was not you, tell whoever runs this installation at once.",
  },
  "password-changed": {
    subject: "Your password was changed", opening: "The password of your Parley account was changed. Everywhere else it was signed out.",
    closing: "If it was not you, ask for a new password on the sign-in page at once.",
  },
  "second-factor-added": {
    subject: "A second factor was added", opening: "From now on your Parley account asks for a code of your device at sign-in.",
    closing: "If it was not you, tell whoever runs this installation at once.",
  },
  "second-factor-removed": {
    subject: "The second factor was removed", opening: "From now on your Parley account is signed in to by its password alone.",
    closing: "If it was not you, ask for a new password on the sign-in page at once.",
  },
  "caller-message": {
    subject: "A message from a caller", opening: "Somebody who called your agent wants this passed on. These are their words, as the agent took them down:",
    closing: "You get this because a workspace on Parley sends its callers' messages to this address. Whoever runs the workspace can change that under Settings, Integrations.",
  },
  "recovery-code-used": {
    subject: "A recovery code was used", opening: "Somebody, most likely you, signed in to your Parley account with one of its recovery codes. That code is spent.",
    closing: "If it was not you, ask for a new password on the sign-in page at once, and make new codes.",
  },
};

export const needsLink = (kind: MailKind): boolean => words[kind].link !== undefined;

/** `origin` is the configured address of this server, `about` a name that is part of what is told, `quoted` somebody's words. Throws where a kind with a link is given no token. */
export function writeLetter(kind: MailKind, origin: string, token: string | null, about?: string, quoted: readonly string[] = []): Letter {
  const { subject, opening: common, link, closing } = words[kind];
  const opening = about ? `${common} The workspace is called “${about}”.` : common;
  if (link && !token) throw new TypeError(`A letter of the kind ${kind} needs a token.`);
  const url = link ? `${origin}${link.path}#${token}` : null;
  const text = [opening, ...quoted, ...(link && url ? [`${link.label} (works once, for ${link.holds}):\n${url}`] : []), closing, `Parley at ${origin}`].join("\n\n");
  const paragraphs = [escapeHtml(opening), ...quoted.map((words) => escapeHtml(words).replaceAll("\n", "<br>")), ...(link && url ? [`<a href="${escapeHtml(url)}">${escapeHtml(link.label)}</a> (works once, for ${link.holds})`] : []), escapeHtml(closing), `Parley at ${escapeHtml(origin)}`];
  const html = `<!doctype html><html lang="en"><body style="font: 16px/1.5 system-ui, sans-serif; color: #15140f">${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("")}</body></html>`;
  return { subject, text, html };
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

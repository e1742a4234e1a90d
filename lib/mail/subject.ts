/** Mail to a person, and letters to others that only a workspace of theirs stood behind. */
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, sharedWorkspaceName, workspaceNameFor, type Subject, type SubjectPart } from "@/lib/platform/subject";
import { escapeHtml } from "./letter";

/** Unsent letters into the workspaces that go: the invites in them lead nowhere, and they name the workspace. */
const deleteDeadInvitations = (ctx: Ctx, workspaceIds: readonly string[], limit: number): Promise<number> => ctx.db.run(sql`
  delete from mails where id in (select m.id from mails m join invites i on i.email = m.to_address join workspaces w on w.id = i.workspace_id
    where m.kind = 'workspace-invite' and m.body_text is not null and w.id = any(${workspaceIds}) and strpos(m.body_text, '“' || w.name || '”') > 0 limit ${limit})`);

/** Letters into a shared workspace that is named after the person say its new name. */
function renameInLetters(ctx: Ctx, name: string, limit: number): Promise<number> {
  const [before, after] = [`“${workspaceNameFor(name)}”`, `“${sharedWorkspaceName}”`];
  return ctx.db.run(sql`update mails set body_text = replace(body_text, ${before}, ${after}), body_html = replace(body_html, ${escapeHtml(before)}, ${after})
    where id in (select id from mails where kind = 'workspace-invite' and body_text is not null and strpos(body_text, ${before}) > 0 limit ${limit})`);
}

const toThem = ({ userId, email }: Subject) => sql`(user_id = ${userId} or to_address = ${email})`;

export const mailSubject: SubjectPart = {
  name: "mails", words: "Mail to you", tables: ["mails"],
  // Without its words: a link in them is a key, and they have been sent to the person.
  exportFor: (ctx, subject) => ({
    mails: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, kind, state, to_address, subject, created_at, sent_at from mails where ${toThem(subject)} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, subject, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from mails where id in (select id from mails where ${toThem(subject)} limit ${limit})`),
    () => deleteDeadInvitations(ctx, subject.workspaceIds, limit),
    () => (subject.name ? renameInLetters(ctx, subject.name, limit) : Promise.resolve(0))),
};

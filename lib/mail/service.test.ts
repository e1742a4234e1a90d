import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startMailSink, type MailSink } from "@/lib/testing/mail-sink";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { changeEnv } from "@/lib/platform/env";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { systemClock } from "@/lib/platform/clock";
import { systemDb } from "@/lib/platform/db";
import { writeLetter } from "./letter";
import { deliverMails, listOutbox, requestMail, sweepMails, type FindRecipient } from "./service";
import { sendBySmtp, smtpFault } from "./smtp";

useTestDatabase();
let sink: MailSink;
beforeAll(async () => { sink = await startMailSink(); });
afterAll(async () => { await sink.stop(); });
beforeEach(async () => {
  sink.mode = "take";
  sink.mails.length = 0;
  changeEnv({ SMTP_URL: sink.url, MAIL_FROM: "Parley <parley@example.test>" });
  await systemDb().run(sql`delete from mails`);
});

const later = (afterMs: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });
const anybody: FindRecipient = () => makeMember().then(({ actor }) => ({ userId: actor.userId ?? "", token: "lnk_of-this-mail" }));
const ask = (toAddress = "ada@example.test", ctx = systemCtx()) => requestMail(systemDb(), ctx, { kind: "reset-password", toAddress });
const rows = () => inspect(sql`select state, body_text, body_html, attempts from mails order by created_at`);

test("a mail that was asked for arrives once, as text and as HTML, with its link in the fragment, and its words are gone from the database", async () => {
  await ask();
  await deliverMails(systemCtx(), anybody);
  await deliverMails(later(3_600_000), anybody);
  expect(sink.mails).toHaveLength(1);
  expect(sink.mails[0]).toMatchObject({ to: "ada@example.test", subject: "Choose a new password" });
  expect(sink.mails[0]?.text).toContain("/reset#lnk_of-this-mail");
  expect(sink.mails[0]?.html).toContain("/reset#lnk_of-this-mail");
  expect(await rows()).toEqual([{ state: "sent", bodyText: null, bodyHtml: null, attempts: 1 }]);
});

test("nobody behind the address: nothing is written, nothing is sent, nothing stays", async () => {
  await ask();
  await deliverMails(systemCtx(), () => Promise.resolve(null));
  expect(sink.mails).toEqual([]);
  expect(await rows()).toEqual([]);
});

test("a mail that is refused is kept and tried again, later and later, and arrives with the same link", async () => {
  let made = 0;
  const find: FindRecipient = async (mail) => { made += 1; return anybody(mail); };
  sink.mode = "refuse";
  await ask();
  await deliverMails(systemCtx(), find);
  await deliverMails(later(9_000), find);
  expect(await rows()).toEqual([expect.objectContaining({ state: "queued", attempts: 1 })]);
  await deliverMails(later(11_000), find);
  await deliverMails(later(20_000), find);
  expect(await rows()).toEqual([expect.objectContaining({ state: "queued", attempts: 2 })]);
  sink.mode = "take";
  await deliverMails(later(60_000), find);
  expect(sink.mails).toHaveLength(1);
  expect(made).toBe(1);
});

test("a mail that was not taken for a day is given up, and its words go", async () => {
  sink.mode = "refuse";
  await ask();
  await deliverMails(systemCtx(), anybody);
  await deliverMails(later(25 * 3_600_000), anybody);
  expect(await rows()).toEqual([expect.objectContaining({ state: "failed", bodyText: null })]);
});

test("a mail server that hangs is left in time, and what may be logged of it names nobody", async () => {
  sink.mode = "hang";
  const letter = writeLetter("password-changed", "https://parley.test", null);
  const failed = await sendBySmtp({ url: sink.url, from: "parley@example.test", answerMs: 200 }, "ada@example.test", letter).then(() => null, (error: unknown) => error);
  expect(failed).not.toBeNull();
  expect(JSON.stringify(smtpFault(failed))).not.toMatch(/ada|example/);
});

test("one mailbox gets at most one mail of a kind a minute and five an hour, others theirs", async () => {
  for (let minute = 0; minute < 8; minute += 1) {
    const ctx = later(minute * 61_000);
    await ask("ada@example.test", ctx);
    await ask("ada@example.test", ctx);
    await deliverMails(ctx, anybody);
  }
  await ask("grace@example.test");
  await deliverMails(systemCtx(), anybody);
  expect(sink.mails.filter(({ to }) => to === "ada@example.test")).toHaveLength(5);
  expect(sink.mails.filter(({ to }) => to === "grace@example.test")).toHaveLength(1);
});

test("two processes at once send each mail once", async () => {
  for (let mail = 0; mail < 12; mail += 1) await ask(`person${mail}@example.test`);
  await Promise.all([deliverMails(systemCtx(), anybody), deliverMails(systemCtx(), anybody)]);
  expect(new Set(sink.mails.map(({ to }) => to)).size).toBe(12);
  expect(sink.mails).toHaveLength(12);
});

test("without a mail server mail waits in the outbox, is sent once there is one, and goes after its day", async () => {
  changeEnv({ SMTP_URL: undefined, MAIL_FROM: undefined });
  await ask();
  await deliverMails(systemCtx(), anybody);
  const { items: mails, mailServer } = await listOutbox(systemCtx());
  expect(mailServer).toBe(false);
  expect(mails).toEqual([expect.objectContaining({ toAddress: "ada@example.test", bodyText: expect.stringContaining("/reset#lnk_") })]);
  changeEnv({ SMTP_URL: sink.url, MAIL_FROM: "parley@example.test" });
  await sweepMails(systemCtx());
  await deliverMails(systemCtx(), anybody);
  expect(sink.mails).toHaveLength(1);
  changeEnv({ SMTP_URL: undefined, MAIL_FROM: undefined });
  await ask("grace@example.test");
  await deliverMails(systemCtx(), anybody);
  await sweepMails(later(25 * 3_600_000));
  expect((await listOutbox(systemCtx())).items).toEqual([]);
});

test("nothing of an address or a name becomes markup", () => {
  expect(writeLetter("reset-password", "https://parley.test", "<script>").html).not.toContain("<script>");
});

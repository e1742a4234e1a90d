/** A real SMTP server on loopback that keeps what it is given, refuses it, or hangs. */
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface SinkMail { to: string; subject: string; text: string; html: string }
export interface MailSink { url: string; mails: SinkMail[]; mode: "take" | "refuse" | "hang"; stop(): Promise<void> }

export async function startMailSink(): Promise<MailSink> {
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], logger: false, closeTimeout: 100,
    onData(stream, session, done) {
      if (sink.mode === "hang") return void stream.resume();
      if (sink.mode === "refuse") { stream.resume(); stream.once("end", () => done(Object.assign(new Error("the mailbox is full"), { responseCode: 552 }))); return; }
      simpleParser(stream).then(({ subject, text, html }) => {
        sink.mails.push({ to: session.envelope.rcptTo[0]?.address ?? "", subject: subject ?? "", text: text ?? "", html: typeof html === "string" ? html : "" });
        done();
      }, done);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const { port } = server.server.address() as AddressInfo;
  const sink: MailSink = { url: `smtp://127.0.0.1:${port}`, mails: [], mode: "take", stop: () => new Promise((stopped) => server.close(() => stopped())) };
  return sink;
}

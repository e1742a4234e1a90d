/** `npm run parley -- …`: one line and exit code 2 for bad input, one line and 1 for what failed. */
import { errorTable, isAppError, type AppError } from "@/lib/platform/errors";
import { StartError } from "@/lib/platform/data-directory";
import { CommandError } from "./command-error";
import { commands } from "./commands";

const width = Math.max(...commands.map(({ usage }) => usage.length));
const help = `npm run parley -- COMMAND

${commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`).join("\n")}

Every command takes --data DIR (where the server keeps its data; .data).`;

async function main(given: string[]): Promise<number> {
  if (given.length === 0 || given[0] === "--help" || given[0] === "help") { console.log(help); return 0; }
  const command = commands.find(({ name }) => name.every((word, index) => given[index] === word));
  if (!command) { console.error(`There is no command "${given.slice(0, 2).filter((word) => !word.startsWith("-")).join(" ")}". See npm run parley -- --help.`); return 2; }
  if (given.includes("--help")) { console.log(`npm run parley -- ${command.usage}\n\n${command.summary}`); return 0; }
  try {
    await command.run(given.slice(command.name.length));
    return 0;
  } catch (error) {
    if (isAppError(error)) { console.error(lineOf(error)); return errorTable[error.code].status < 500 ? 2 : 1; }
    if (error instanceof CommandError) { console.error(error.message); return error.exitCode; }
    console.error(error instanceof StartError ? error.message : error);
    return 1;
  }
}

/** A terminal has no list of fields beside the message: the first fault is the message. */
function lineOf(error: AppError): string {
  const [fault] = error.options.errors ?? [];
  if (fault) return `--${fault.path}: ${fault.message}`;
  return error.code === "database_unavailable" && error.options.internal ? error.options.internal : error.publicMessage;
}

process.exitCode = await main(process.argv.slice(2));
// Native model handles may keep the process alive after the work is done.
setTimeout(() => process.exit(), 1_000).unref();

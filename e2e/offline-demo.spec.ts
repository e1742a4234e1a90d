import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@/lib/testing/running-server";
import { chromiumPath, expect, test } from "./fixtures";

/** Brings the namespace's only device up and becomes the program: needs nothing but python3. */
const loopbackUp = "import fcntl,os,socket,struct,sys;s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);fcntl.ioctl(s,0x8914,struct.pack('16sh',b'lo',0x41));s.close();os.execvp(sys.argv[1],sys.argv[1:])";

test("the demo is talked to in a network that has only loopback: nothing leaves the machine", async ({ spoken, openPage }) => {
  test.skip(process.platform !== "linux" || process.getuid?.() !== 0, "making a network namespace needs root on Linux");
  test.setTimeout(180_000);
  const microphone = await spoken([{ atS: 9, text: "How much is a sourdough loaf?" }], 40);
  const server = await startServer({ wrapper: ["unshare", "--net", "python3", "-c", loopbackUp] });
  const directory = mkdtempSync(join(tmpdir(), "parley-namespace-"));
  try {
    const browser = join(directory, "chromium");
    writeFileSync(browser, `#!/bin/sh\nexec nsenter --target ${server.process.pid} --net ${chromiumPath} "$@"\n`);
    chmodSync(browser, 0o755);
    const page = await openPage({ microphone, executablePath: browser });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).hostname));
    await page.goto(server.url);
    await page.getByRole("button", { name: "Talk to the demo" }).click();
    const log = page.getByRole("log", { name: "Transcript" });
    await expect(log).toContainText("sourdough", { timeout: 40_000, ignoreCase: true });
    await expect(log.getByRole("button", { name: /ms to first audio/ }).nth(1)).toBeVisible({ timeout: 20_000 });
    expect(new Set(asked)).toEqual(new Set(["localhost"]));
    // The proof that the namespace holds: from inside it, not even a name server's address can be reached.
    await expect(page.goto("http://192.0.2.1/", { timeout: 5_000 })).rejects.toThrow(/ERR_(ADDRESS_UNREACHABLE|NETWORK_CHANGED|INTERNET_DISCONNECTED|CONNECTION)/);
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});

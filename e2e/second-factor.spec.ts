import { Secret, TOTP } from "otpauth";
import { expect, test } from "./fixtures";
import { signIn } from "./people";

test("a second factor is added, asked for at the next sign-in, and replaced by a recovery code when the device is lost", async ({ server, openPage }) => {
  const email = `factor-${Date.now()}@example.com`, password = "the lamp in the hall";
  await server.command("user", "create", "--email", email, "--password", password);
  const page = await openPage();
  const enter = async () => {
    await signIn(page, server.url, email, password);
  };
  await enter();
  await page.waitForURL("**/agents");
  await page.goto(`${server.url}/settings`);
  const section = page.getByRole("region", { name: "Second factor" });
  await section.getByLabel("Password").fill(password);
  await section.getByRole("button", { name: "Add a second factor" }).click();
  await expect(section.getByRole("img", { name: /QR code/ })).toBeVisible();
  const totp = new TOTP({ secret: Secret.fromBase32(await section.locator("code").innerText()) });
  await section.getByLabel("Code of the app").fill("000000");
  await section.getByRole("button", { name: "Confirm" }).click();
  await expect(section.getByText("This code is not right")).toBeVisible();
  await section.getByLabel("Code of the app").fill(totp.generate());
  await section.getByRole("button", { name: "Confirm" }).click();
  const listed = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  const codes = await listed.allInnerTexts();
  await section.getByRole("button", { name: "I have kept them" }).click();
  await expect(section.getByRole("button", { name: "Remove second factor" })).toBeVisible();

  await page.context().clearCookies();
  await enter();
  await expect(page.getByLabel("Code of your device")).toBeFocused();
  await page.getByLabel("Code of your device").fill("123456");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("This code is not right")).toBeVisible();
  await page.getByLabel("Code of your device").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/agents");
});

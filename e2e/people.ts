/** Who come by the pages' own forms. */
import type { Page } from "@playwright/test";

/** A new account of its own; the page shows its agents afterwards. */
export async function signUp(page: Page, url: string, name: string): Promise<string> {
  const email = `${name}-${Date.now()}@example.com`;
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("a lamp by the harbour");
  await page.getByRole("button", { name: "Make an account" }).click();
  await page.waitForURL("**/agents");
  return email;
}

/** Fills the form and sends it; what comes then is the test's. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

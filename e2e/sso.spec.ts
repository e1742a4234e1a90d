/** An administrator sets single sign-on up; somebody of the organisation signs in by it. The identity server and the name server are real, and on loopback. */
import { startNameServer } from "@/lib/testing/dns-server";
import { startOidcServer } from "@/lib/testing/oidc-server";
import { freePort, startServer } from "@/lib/testing/running-server";
import { expect, test } from "./fixtures";
import { findings } from "./looks";
import { signIn } from "./people";

test("an administrator sets it up, and somebody of the organisation signs in, lands in the workspace, and signs out", async ({ openPage }) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const [names, identity] = await Promise.all([startNameServer(), startOidcServer(`http://localhost:${port}/sso/callback`)]);
  identity.people["s-1"] = { email: "ada@company.example", email_verified: true, name: "Ada" };
  identity.people["s-2"] = { email: "eve@company.example", email_verified: false };
  const server = await startServer({ port, env: { SIGNUP: "invite", LOCAL_SPEECH: "off", ALLOWED_PRIVATE_HOSTS: new URL(identity.issuer).host, DNS_SERVERS: names.address } });
  try {
    await server.command("user", "create", "--email", "owner@example.com", "--password", "the lamp in the hall");
    const desk = await openPage();
    await signIn(desk, server.url, "owner@example.com", "the lamp in the hall");
    await desk.waitForURL("**/agents");
    await desk.goto(`${server.url}/settings`);
    await desk.getByRole("link", { name: "Single sign-on" }).click();
    await desk.waitForURL("**/settings/sign-in");
    await expect(desk.getByText(`http://localhost:${port}/sso/callback`)).toBeVisible();
    expect(await findings(desk)).toEqual([]);

    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.getByRole("alert").filter({ hasText: "Write the client secret" })).toBeVisible();
    await desk.getByLabel("Issuer").fill("http://127.0.0.1:1");
    await desk.getByLabel("Client id").fill("parley");
    await desk.getByLabel("Client secret").fill(identity.client.secret);
    await desk.getByLabel("Domains").fill("gmail.com");
    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.getByRole("alert").filter({ hasText: "it would let everybody in" })).toBeVisible();
    await desk.getByLabel("Domains").fill("company.example");
    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.getByRole("alert").filter({ hasText: "Write an https address" })).toBeVisible();
    await desk.getByLabel("Issuer").fill(identity.issuer);
    await desk.getByLabel("Role of people").selectOption("builder");
    await desk.getByRole("button", { name: "Save" }).click();
    await expect(desk.getByText("No domain is proven yet")).toBeVisible();
    await expect(desk.getByLabel("Client secret")).toHaveValue("");

    const look = desk.getByRole("button", { name: "Look for the record of company.example" });
    await look.click();
    await expect(desk.getByText("The record was not found at this domain")).toBeVisible();
    names.txt["company.example"] = [await desk.getByRole("listitem", { name: "company.example" }).getByText(/^parley-verification=/).innerText()];
    expect(await findings(desk)).toEqual([]);
    await look.click();
    await expect(desk.getByText("People at company.example sign in by it")).toBeVisible();
    await desk.reload();
    await expect(desk.getByText("People at company.example sign in by it")).toBeVisible();
    expect(await findings(desk)).toEqual([]);

    const page = await openPage();
    await page.goto(`${server.url}/settings/members`);
    await page.waitForURL("**/sign-in?next=*");
    await page.getByRole("link", { name: "Sign in with your organisation" }).click();
    await page.waitForURL("**/sign-in/organisation?next=*");
    await page.getByLabel("E-mail address").fill("ada@nowhere.example");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "No organisation signs in here with this domain" })).toBeVisible();
    expect(await findings(page)).toEqual([]);

    await page.getByLabel("E-mail address").fill("ada@company.example");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL(`${identity.issuer}/**`);
    await page.getByLabel("Who are you?").fill("eve@company.example");
    await page.getByRole("button", { name: "It is me" }).click();
    await page.waitForURL("**/sign-in?sso=unverified*");
    await expect(page.getByText("does not say that your e-mail address is confirmed")).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.context().clearCookies({ domain: "127.0.0.1" });

    await page.getByRole("link", { name: "Sign in with your organisation" }).click();
    await page.waitForURL("**/sign-in/organisation?next=*");
    await page.getByLabel("E-mail address").fill("ada@company.example");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL(`${identity.issuer}/**`);
    await page.getByLabel("Who are you?").fill("ada@company.example");
    await page.getByRole("button", { name: "It is me" }).click();
    await page.waitForURL(`${server.url}/settings/members`);
    await expect(page.getByRole("row").filter({ hasText: "ada@company.example" })).toContainText("builder");
    await expect(page.getByRole("row").filter({ hasText: "owner@example.com" })).toContainText("owner");
    const cookies = await page.context().cookies(server.url);
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([["parley.session", true, "Lax"]]);
    await expect(page.getByRole("link", { name: "Single sign-on" })).toBeHidden();

    await page.goto(`${server.url}/settings`);
    await expect(page.getByText("You sign in with your organisation and have no password here")).toBeVisible();
    await expect(page.getByLabel("Password now")).toBeHidden();
    expect(await findings(page)).toEqual([]);

    await page.getByRole("button", { name: /account$/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await page.goto(`${server.url}/settings`);
    await page.waitForURL("**/sign-in?next=*");

    await desk.getByRole("button", { name: "Delete the connection" }).click();
    await desk.getByRole("button", { name: "Delete it" }).click();
    await expect(desk.getByText("Prove the domains")).toBeHidden();
    expect(server.output()).not.toContain("ada@");
  } finally {
    await Promise.all([server.stop(), names.stop(), identity.stop()]);
  }
});

/** How a page looks to those who need it most: by the rules of WCAG 2.2 AA in both themes and on a phone, and its width on a small one. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** The rules that colours can break; the others say the same in every theme. */
const colourRules = ["color-contrast", "link-in-text-block"];
export const desktop = { width: 1_280, height: 900 };
export const phone = { width: 390, height: 844 };
const smallPhone = { width: 360, height: 740 };

type Theme = "light" | "dark";
/** The theme as the page's own button sets it, without loading the page again. */
export const show = (page: Page, theme: Theme): Promise<void> => page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; scrollTo(0, 0); }, theme); // what lies half under the bar is no small target

/** What axe finds on the page as it is. */
export async function axeFindings(page: Page, where = "page", rules: "all" | "of colours" | "but of colours" = "all"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules === "of colours" ? axe.withRules(colourRules) : axe.withTags(tags).disableRules(rules === "all" ? [] : colourRules)).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${where}: ${violation.id} ${node.target.join(" ")} ${node.failureSummary?.replace(/\s+/g, " ").slice(0, 220)}`));
}

export async function inBothThemes(page: Page, where: string): Promise<string[]> {
  await show(page, "dark");
  const found = await axeFindings(page, `${where} dark`, "of colours");
  await show(page, "light");
  return [...found, ...await axeFindings(page, `${where} light`)];
}

/** What sticks out of a small phone, and what axe finds on a common one: other parts are shown there, in the same colours. */
async function onPhones(page: Page, where: string): Promise<string[]> {
  await page.setViewportSize(smallPhone);
  const widthPx = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(phone);
  const found = await axeFindings(page, `${where} on a phone`, "but of colours");
  await keepPicture(page, where, "dark");
  await page.setViewportSize(desktop);
  return widthPx > smallPhone.width ? [...found, `${where}: ${widthPx} px wide at ${smallPhone.width}`] : found;
}

/** All of it; the page is light and wide afterwards. */
export async function findings(page: Page, where = "page"): Promise<string[]> {
  await page.setViewportSize(desktop);
  const found = [...await inBothThemes(page, where)];
  await keepPicture(page, where, "light");
  return [...found, ...await onPhones(page, where)];
}

let pictures = 0;
/** For the eye: `KEEP_PICTURES` names a folder. */
async function keepPicture(page: Page, where: string, theme: Theme): Promise<void> {
  if (!process.env.KEEP_PICTURES) return;
  await show(page, theme);
  await page.screenshot({ path: `${process.env.KEEP_PICTURES}/${String(pictures += 1).padStart(3, "0")}-${where.replace(/\W+/g, "-")}-${theme}.png` });
  await show(page, "light");
}

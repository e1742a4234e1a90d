/** How a page looks to those who need it most: by the rules of WCAG 2.2 AA in both themes and on a phone, and its width on a small one. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** The rules that colours can break; the others say the same in every theme. */
const colourRules = ["color-contrast", "link-in-text-block"];
const desktop = { width: 1_280, height: 900 };
const phone = { width: 390, height: 844 };
const smallPhone = { width: 360, height: 740 };

type Theme = "light" | "dark";
/** The theme as the page's own button sets it, without loading the page again. */
const show = (page: Page, theme: Theme): Promise<void> => page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; scrollTo(0, 0); }, theme); // what lies half under the bar is no small target

/** What axe finds on the page as it is. */
export async function axeFindings(page: Page, where = "page", rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${where}: ${violation.id} ${node.target.join(" ")} ${node.failureSummary?.replace(/\s+/g, " ").slice(0, 220)}`));
}

/** The page is light afterwards. */
export async function inBothThemes(page: Page, where: string): Promise<string[]> {
  await show(page, "dark");
  const found = await axeFindings(page, `${where} dark`, colourRules);
  await keepPicture(page, `${where} dark`);
  await show(page, "light");
  found.push(...await axeFindings(page, `${where} light`));
  await keepPicture(page, `${where} light`);
  return found;
}

/** On a phone other parts are shown, so all is looked at there, too, and what sticks out of a page anywhere. The page is light and wide afterwards. */
export async function findings(page: Page, where = "page"): Promise<string[]> {
  const found: string[] = [];
  for (const size of [smallPhone, phone, desktop]) {
    await page.setViewportSize(size);
    const widthPx = await page.evaluate(() => document.documentElement.scrollWidth);
    if (widthPx > size.width) found.push(`${where}: ${widthPx} px wide at ${size.width}`);
    if (size !== smallPhone) found.push(...await inBothThemes(page, `${where} ${size.width}`));
  }
  return found;
}

let pictures = 0;
/** For the eye: `KEEP_PICTURES` names a folder. */
async function keepPicture(page: Page, where: string): Promise<void> {
  if (process.env.KEEP_PICTURES) await page.screenshot({ path: `${process.env.KEEP_PICTURES}/${String(pictures += 1).padStart(3, "0")}-${where.replace(/\W+/g, "-")}.png` });
}

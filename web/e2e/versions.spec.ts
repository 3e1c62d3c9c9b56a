import { barriers, expect, test, watch } from "./site.ts";

test("what a later version changed, from either version", async ({ page, versions }) => {
  const faults = watch(page, versions);
  for (const title of ["Where the Roble Cartel works", "Where the Roble Cartel works (corrected)"]) {
    await page.goto(versions + "/documents");
    await page.getByRole("link", { name: title, exact: true }).click();
    await page.getByRole("link", { name: "What changed" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where the Roble Cartel works (corrected)");
  }
  const part = (name: RegExp) => page.getByRole("region", { name });
  await expect(part(/^Withdrawn/).locator(".claim")).toHaveCount(1);
  await expect(part(/^Withdrawn/)).toContainText("Tumaco");
  await expect(part(/^New/).locator(".claim")).toContainText("boat");
  await expect(part(/^Said otherwise/).locator(".hedge").first()).toHaveText("stated");
  await expect(part(/^Said otherwise/).locator(".hedge").last()).toHaveText("denied");
  await expect(part(/^Still said/).locator(".claim")).toHaveCount(1);
  await expect(page.locator("ins").first()).toContainText("It is not so that");
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(page), `${width} ${colorScheme}`).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/versions-${width}-${colorScheme}.png`, fullPage: true });
  }
  await part(/^Withdrawn/).locator("a.words").click();
  await expect(page.locator("mark.lit")).toHaveText("The Roble Cartel is in Tumaco");
  expect(faults).toEqual([]);
});

import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test, watch } from "./site.ts";

const pages = ["/matrix", "/map", "/network", "/figures", "/timeline"];

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (globalThis as any).axe.run(document, { resultTypes: ["violations"] }));
  return found.violations
    .filter((v: any) => v.impact === "serious" || v.impact === "critical")
    .map((v: any) => `${v.id}: ${v.nodes[0].html}`);
}

/** Waits until a page has its answer. */
async function drawn(page: Page) {
  await expect(page.locator(".stage")).toBeVisible();
  await expect(page.locator('.stage[aria-busy="true"]')).toHaveCount(0);
}

test("every page that draws keeps to itself: no fault, no overflow, no serious barrier", async ({ page, demo }) => {
  test.setTimeout(120_000);
  const faults = watch(page, demo);
  for (const path of [...pages, "/api"]) {
    for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(demo + path);
      if (path !== "/api") await drawn(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} is wider than ${width}`).toBeLessThanOrEqual(0);
      expect(await barriers(page), `${path} at ${width} ${colorScheme}`).toEqual([]);
    }
  }
  // A graph drawn without a graphics card is slow, and the driver says so.
  expect(faults.filter((fault) => !fault.includes("GPU stall"))).toEqual([]);
});

test("from a cell of the matrix to the words", async ({ page, demo }) => {
  await page.goto(demo + "/matrix");
  const cell = page.locator("table.matrix button.cell").first();
  const label = (await cell.getAttribute("aria-label"))!;
  await cell.press("Enter");
  const panel = page.getByRole("complementary", { name: "Claims" });
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  await expect(panel.locator("h2")).toBeFocused();
  expect(await panel.getByRole("listitem").count(), label).toBe(Number(label.match(/: (\d+) claim/)![1]));
  await panel.getByRole("link").first().click();
  await expect(page.locator("mark.lit").first()).toBeVisible();
});

test("the matrix turns to places and keeps its filter in the address", async ({ page, demo }) => {
  await page.goto(demo + "/matrix");
  await drawn(page);
  const rows = await page.locator("table.matrix tbody tr").count();
  await page.getByLabel("places").check();
  await expect(page).toHaveURL(/across=place/);
  await page.getByLabel("Place", { exact: true }).fill("Colombia");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/place=Colombia/);
  await expect.poll(() => page.locator("table.matrix tbody tr").count()).toBeLessThan(rows);
  await page.reload();
  await expect(page.getByLabel("Place", { exact: true })).toHaveValue("Colombia");
});

test("the map at two dates, by keyboard", async ({ page, demo }) => {
  await page.goto(demo + "/map");
  await expect(page.locator(".spot").first()).toBeVisible();
  const all = await page.locator(".spot").count();
  const slider = page.getByRole("slider", { name: "Up to the year" });
  await slider.press("Home");
  await expect(page).toHaveURL(/to=\d{4}-12-31/);
  await expect.poll(() => page.locator(".spot").count()).toBeLessThan(all);
  await slider.press("End");
  await expect.poll(() => page.locator(".spot").count()).toBe(all);
  await page.locator(".spot").first().press("Enter");
  await expect(page.getByRole("complementary", { name: "Claims" }).getByRole("listitem").first()).toBeVisible();
});

test("the network is also a list, and opens the claims of a link", async ({ page, ordinary }) => {
  await page.goto(ordinary + "/network");
  const link = page.locator("table.list tbody button.cell").first();
  await link.click();
  await expect(page.getByRole("complementary", { name: "Claims" }).getByRole("listitem").first()).toBeVisible();
  const row = page.locator("table.list tbody tr").first();
  const [from, to] = await row.locator("button.plain").allTextContents();
  await page.locator(".way input").first().fill(from);
  await page.locator(".way input").last().fill(to);
  await page.getByRole("button", { name: "Find the path" }).click();
  await expect(page.locator(".note")).toContainText("1 step");
});

test("figures name their source", async ({ page, demo }) => {
  await page.goto(demo + "/figures");
  await drawn(page);
  await expect(page.locator("table.list tbody tr td:nth-child(3)").first()).not.toBeEmpty();
  await page.locator(".chart a").first().click();
  await expect(page.locator("mark.lit").first()).toBeVisible();
});

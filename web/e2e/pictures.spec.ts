import { expect, test } from "./site.ts";

// Makes the pictures of the README out of the demo, into the folder that PICTURES names: npm run pictures.
const folder = process.env.PICTURES ?? "";
test.skip(!folder, "PICTURES names no folder");
test.use({ viewport: { width: 1120, height: 680 } });

test("a report with its claims", async ({ page, demo }) => {
  await page.goto(demo + "/documents");
  await page.getByRole("link", { name: "Colima denies that its police work for cartel" }).click();
  await page.locator(".card .number").nth(1).click();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.locator(".card.lit")).toBeInViewport();
  await page.screenshot({ path: `${folder}/report.png` });
});

test("a dossier", async ({ page, demo }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(demo + "/entities?name=" + encodeURIComponent("Los Faroles"));
  await page.locator("table a").first().click();
  await expect(page.locator(".dossier .claim").first()).toBeVisible();
  await page.screenshot({ path: `${folder}/dossier.png` });
});

test("the map", async ({ page, demo }) => {
  await page.goto(demo + "/map");
  await expect(page.locator(".spot").first()).toBeVisible();
  await page.locator(".spot").first().press("Enter");
  await expect(page.locator(".claims-panel ol > li").first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/map.png` });
});

test("the matrix", async ({ page, demo }) => {
  await page.goto(demo + "/matrix");
  await page.locator("table.matrix button.cell").first().click();
  await expect(page.locator(".claims-panel ol > li").first()).toBeVisible();
  await page.screenshot({ path: `${folder}/matrix.png` });
});

test("who else says so", async ({ page, demo }) => {
  await page.goto(demo + "/search?predicate=extradition");
  await page.locator("a.weighed").first().click();
  await expect(page.locator(".weighing h2").first()).toBeVisible();
  await page.screenshot({ path: `${folder}/claim.png` });
});

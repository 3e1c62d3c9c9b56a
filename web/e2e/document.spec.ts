import type { Page } from "@playwright/test";
import { expect, test } from "./site.ts";

/** Opens the report that the readings of the tests are known for. */
async function open(page: Page, address: string) {
  await page.goto(address + "/documents");
  await page.getByRole("link", { name: "Roble cartel said to buy laboratories in Cauca (corrected)" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Roble cartel said to buy laboratories in Cauca (corrected)");
}

const lit = (page: Page) => page.locator("mark.lit").allTextContents();

test("a click on words lights their claim, and goes outwards where claims overlap", async ({ page, ordinary }) => {
  await open(page, ordinary);
  await page.locator("mark", { hasText: "reportedly" }).first().click();
  expect((await lit(page)).join("")).toBe("The cartel is reportedly moving cocaine to Guayaquil");
  await expect(page.locator(".card.lit")).toContainText("Guayaquil");

  const innermost = page.locator("mark", { hasText: "laboratories in Cauca" }).first();
  await innermost.click();
  expect((await lit(page)).join("")).toBe("two laboratories in Cauca");
  await innermost.click();
  expect((await lit(page)).join("")).toBe("The Roble Cartel has bought two laboratories in Cauca");
  await expect(page.locator(".card.lit")).toHaveCount(1);
});

test("a lit claim shows the words of its sources", async ({ page, ordinary }) => {
  await open(page, ordinary);
  await page.locator(".card").first().locator("a.number").focus();
  expect(await page.locator(".vouching").allTextContents()).toEqual(["Agencia Sur", "Teresa Lucena, a prosecutor", "told"]);
});

test("numbers lead from words to claims and back by keyboard", async ({ page, ordinary }) => {
  await open(page, ordinary);
  const reference = page.locator('a.ref[data-claim="5"]');
  await reference.focus();
  await expect(page.locator(".card.lit")).toHaveAttribute("data-claim", "5");
  await page.keyboard.press("Enter");
  await expect(page.locator('a.number[data-claim="5"]')).toBeFocused();
  expect(page.url()).toMatch(/#claim-/);
  await page.keyboard.press("Enter");
  await expect(reference).toBeFocused();
  expect(page.url()).toMatch(/#words-/);
});

test("n and p step through claims, Escape puts the light out", async ({ page, ordinary }) => {
  await open(page, ordinary);
  const current = () => page.locator(".card.lit").getAttribute("data-claim");
  await page.keyboard.press("n");
  expect(await current()).toBe("1");
  await page.keyboard.press("n");
  expect(await current()).toBe("2");
  await page.keyboard.press("p");
  expect(await current()).toBe("1");
  await page.keyboard.press("p");
  expect(await current()).toBe("1");
  for (let i = 0; i < 20; i++) await page.keyboard.press("n");
  expect(await current()).toBe("9");
  await expect(page.locator("mark.lit")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.locator(".lit")).toHaveCount(0);
});

test("an address with a claim in it opens at its words", async ({ page, ordinary }) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  await page.goto(ordinary + "/search?predicate=seizure");
  await page.locator("a.words").first().click();
  await expect(page.locator("mark.lit")).toHaveText("soldiers seized 2.4 tons of cocaine near Tumaco last March");
  await expect(page.locator("mark.lit")).toBeInViewport();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("numbers are links, and what they lead to is lit", async ({ page, ordinary }) => {
    await open(page, ordinary);
    await page.locator("a.ref").nth(4).click();
    const card = page.locator(".card:target");
    await expect(card).toHaveCount(1);
    const plain = await page.locator(".card").last().evaluate((e) => getComputedStyle(e).backgroundColor);
    expect(await card.evaluate((e) => getComputedStyle(e).backgroundColor)).not.toBe(plain);
    await card.locator("a.number").click();
    await expect(page.locator("mark:has(.at:target)")).toHaveText("the Roble Cartel pays officers in Cali");
    await expect(page.locator(".scripted").first()).toBeHidden();
  });

  test("search and filters work", async ({ page, ordinary }) => {
    await page.goto(ordinary);
    await page.getByRole("searchbox", { name: "Search claims and the text of reports" }).fill("cordoba");
    await page.keyboard.press("Enter");
    await expect(page.locator(".claim")).toHaveCount(1);
    await expect(page.locator(".claim")).toContainText("Los Faroles");
    await expect(page.locator(".passage .hit").first()).toHaveText("Córdoba");
  });
});

import { allPages, barriers, expect, test, watch } from "./site.ts";

/** Text without its white space: highlighted words may run over paragraphs. */
const bare = (text: string) => text.replace(/\s+/g, "");

test("from a search to the words: the demo", async ({ page, demo }) => {
  const faults = watch(page, demo);
  await page.goto(demo);
  await page.keyboard.press("/");
  await expect(page.locator("#big")).toBeFocused();
  await page.keyboard.type("cocain*");
  await page.keyboard.press("Enter");
  await expect(page.locator(".claim").first()).toBeVisible();
  await expect(page.locator(".passage").first()).toBeVisible();

  const claim = page.locator(".claim:has(.quote):has(.sentence a)").first();
  const quote = await claim.locator(".quote").textContent();
  const hedge = await claim.locator(".hedge").textContent();
  await claim.locator("a.words").click();
  const words = (await page.locator("mark.lit").allTextContents()).join("");
  expect(bare(words)).toContain(bare(quote!.replace(/^“|…?”$/g, "")));
  await expect(page.locator(".card.lit .hedge")).toHaveText(hedge!);

  await page.locator(".card.lit .sentence a").first().click();
  expect(page.url()).toContain("/entity/");
  await expect(page.locator(".dossier h1")).toBeVisible();
  await expect(page.locator(".dossier .claim .hedge").first()).toBeVisible();
  await expect(page.locator(".dossier .claim .chain").first()).toBeVisible();
  expect(faults).toEqual([]);
});

test("filters narrow a search and can be dropped", async ({ page, ordinary }) => {
  await page.goto(ordinary + "/search");
  await page.getByLabel("How sure").selectOption("denied");
  await page.getByLabel("Actor").fill("roble cartel");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.locator(".claim")).toHaveCount(2);
  await expect(page.locator(".claim .hedge.denied")).toHaveCount(2);
  await page.getByRole("list", { name: "Conditions in force" }).getByRole("link", { name: "denied" }).click();
  await expect(page.locator(".total")).toContainText("13 claims");
  await expect(page.locator(".active a")).toHaveCount(1);
});

test("every page keeps to itself: nothing asked elsewhere, no fault, no overflow, no serious barrier", async ({ page, ordinary, demo }) => {
  test.setTimeout(600_000);
  for (const [address, most] of [[ordinary, 24], [demo, 24]] as const) {
    const pages = await allPages(page, address, most);
    for (const kind of ["/entity/", "/document/", "/search?"]) expect(pages.filter((path) => path.startsWith(kind)).length, kind).toBeGreaterThan(1);
    const faults = watch(page, address);
    for (const path of pages) {
      for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(address + path);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${path} is wider than ${width}`).toBeLessThanOrEqual(0);
        expect(await barriers(page), `${path} at ${width} ${colorScheme}`).toEqual([]);
      }
    }
    expect(faults).toEqual([]);
    page.removeAllListeners();
  }
});

test("the check for barriers sees one", async ({ page, ordinary }) => {
  await page.goto(ordinary);
  await page.evaluate(() => document.querySelector("main")!.append(document.createElement("img")));
  expect(await barriers(page)).toContainEqual(expect.stringContaining("image-alt"));
});

test("what is nowhere leads back", async ({ page, ordinary }) => {
  const response = await page.goto(ordinary + "/entity/nobody");
  expect(response!.status()).toBe(404);
  await page.getByRole("link", { name: "Back to the first page" }).click();
  expect(page.url()).toBe(ordinary + "/");
});

test("hostile documents are shown and do nothing", async ({ page, hostile }) => {
  test.setTimeout(120_000);
  const faults = watch(page, hostile);
  const pages = await allPages(page, hostile, 40);
  for (const path of pages) {
    await page.goto(hostile + path);
    expect(await page.title(), path).toMatch(/Cotejo$/);
    expect(await page.evaluate(() => document.querySelectorAll("main script:not([src^=\"/assets/\"]), img, [style], [onerror]").length), path).toBe(0);
  }
  await page.goto(hostile + "/documents");
  await expect(page.locator("table")).toContainText('<script>document.title="owned"</script>');
  await expect(page.locator("table")).toContainText("[U+202E]");
  expect(faults).toEqual([]);
});

test("a keyboard reaches everything in order, and shows where it is", async ({ page, ordinary }) => {
  await page.goto(ordinary + "/search");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await expect(page.locator(".skip")).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(true);
  for (let i = 0; i < 30; i++) {
    const style = await page.evaluate(() => {
      const s = getComputedStyle(document.activeElement!);
      return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
    });
    expect(style, await page.evaluate(() => document.activeElement!.outerHTML)).toBe(true);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("/");
  await expect(page.locator("#q")).toBeFocused();
});

test("a dossier prints without the desk around it", async ({ page, ordinary }) => {
  await page.goto(ordinary + "/entity/org:roble");
  await page.emulateMedia({ media: "print" });
  for (const gone of ["nav", ".find", ".foot"]) await expect(page.locator(gone).first()).toBeHidden();
  await expect(page.locator(".dossier h1")).toBeVisible();
  await expect(page.locator(".claim .chain").first()).toBeVisible();
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
});

test("a page weighs little and is there at once", async ({ page, ordinary }) => {
  let ready = Infinity;
  for (let i = 0; i < 3; i++) { // the machine may be busy with something else
    await page.goto(ordinary, { waitUntil: "load" });
    const timing = await page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).domInteractive);
    ready = Math.min(ready, timing);
  }
  expect(ready).toBeLessThan(1_000);
  const bytes = await page.evaluate(() =>
    performance.getEntriesByType("resource").reduce((sum, e) => sum + (e as PerformanceResourceTiming).decodedBodySize, 0),
  );
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(60_000);
});

import type { Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { place, widthOf } from "../workbench/src/lib/labels.ts";
import { barriers, expect, test, watch } from "./site.ts";

const pages = ["/changes", "/review", "/intake", "/matrix", "/map", "/network", "/figures", "/timeline"];

/** Waits until a page has its answer. */
async function drawn(page: Page) {
  await expect(page.locator(".board")).toBeVisible();
  await expect(page.locator('.board[aria-busy="true"]')).toHaveCount(0);
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

test("the map by first-level division", async ({ page, demo }) => {
  await page.goto(demo + "/map");
  await drawn(page);
  await page.locator(".switches select").nth(1).selectOption("division");
  await expect(page).toHaveURL(/as=division/);
  const areas = page.locator(".area");
  await expect(areas.first()).toBeVisible();
  const said = (await areas.first().getAttribute("aria-label"))!;
  const [, name, claims] = said.match(/^(.*): (\d+) claim/)!;
  const answer = await (await page.request.get(demo + "/api/map?by=division")).json();
  expect(answer.places[0]).toMatchObject({ name, claims: Number(claims), subtype: "region" });
  // What is left open or denied shows as stripes, and only that.
  for (const area of await areas.all()) {
    const [, all, sure] = (await area.getAttribute("aria-label"))!.match(/: ([\d,]+) claims?, (\d+) put as so/)!;
    expect(await area.locator("path").count(), said).toBe(all === sure ? 1 : 2);
  }
  await areas.first().press("Enter");
  const panel = page.getByRole("complementary", { name: "Claims" });
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  expect(await panel.getByRole("listitem").count()).toBe(Math.min(40, Number(claims)));
  expect(await barriers(page)).toEqual([]);
});

test("the map has the shape of every division of the countries whose divisions it draws, but for a few in doubt", () => {
  const shapes = JSON.parse(readFileSync(new URL("../workbench/src/shapes.json", import.meta.url), "utf8"));
  const drawn = new Set(shapes.objects.divisions.geometries.map((g: any) => g.properties?.id));
  const folder = new URL("../../gazetteer/data/places/", import.meta.url);
  const of: Record<string, { all: number; missed: string[] }> = {};
  for (const file of readdirSync(folder))
    for (const line of gunzipSync(readFileSync(new URL(file, folder))).toString().split("\n")) {
      const [id, kind, country, code] = line.split("\t");
      if (kind !== "division") continue;
      const at = (of[country] ??= { all: 0, missed: [] });
      at.all++;
      if (!drawn.has(Number(id))) at.missed.push(code);
    }
  for (const country of ["co", "ec", "mx", "pe", "br", "gt", "hn", "es", "us"]) {
    expect(of[country].all, country).toBeGreaterThan(15);
    expect(of[country].missed.length, `${country}: ${of[country].missed}`).toBeLessThanOrEqual(2);
  }
  expect(of.es.missed).toEqual([]);
});

test("no name on the map lies over another", async ({ page, demo }) => {
  for (const as of ["", "?as=division"]) {
    await page.goto(demo + "/map" + as);
    await expect(page.locator(".map .name").first()).toBeVisible();
    for (let zoom = 0; zoom < 4; zoom++) {
      const over = await page.locator(".map .name").evaluateAll((names) => {
        const boxes = names.map((n) => ({ text: n.textContent, box: n.getBoundingClientRect() }));
        const over = [];
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1))
            if (a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom) over.push(`${a.text} and ${b.text}`);
        return over;
      });
      expect(over, `${as} after ${zoom} steps`).toEqual([]);
      await page.getByRole("button", { name: "Zoom in" }).click();
    }
  }
});

test("names find places where they meet no other", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const room = { width: 1000, height: 620 };
  for (let run = 0; run < 20; run++) {
    const items = Array.from({ length: 200 }, (_, i) => ({ id: String(i), text: "x".repeat(2 + Math.floor(20 * random())), x: 1000 * random(), y: 620 * random(), r: random() < 0.3 ? 0 : 20 * random() }));
    const labels = place(items, 12, room);
    const boxes = labels.map((l) => ({ x0: l.x - widthOf(l.text, 12) / 2, x1: l.x + widthOf(l.text, 12) / 2, y0: l.y - 10, y1: l.y + 3 }));
    expect(labels.length).toBeGreaterThan(40);
    const out = boxes.filter((a) => a.x0 < 0 || a.x1 > room.width || a.y0 < 0 || a.y1 > room.height);
    const over = boxes.filter((a, i) => boxes.slice(i + 1).some((b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1));
    expect([...out, ...over]).toEqual([]);
  }
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

test("what is new opens its words and has a feed for every filter", async ({ page, demo }) => {
  await page.goto(demo + "/changes");
  await drawn(page);
  const all = await page.locator(".news li").count();
  await page.getByLabel("an actor in a new place").check();
  await expect(page).toHaveURL(/kind=place/);
  await expect(page.locator(".news li:not(.place)")).toHaveCount(0);
  expect(await page.locator(".news li").count()).toBeLessThanOrEqual(all);
  const feed = await page.request.get(demo + (await page.getByRole("link", { name: "Atom" }).getAttribute("href")));
  expect(feed.headers()["content-type"]).toContain("application/atom+xml");
  expect((await feed.text()).match(/<category term="place">/g)?.length).toBeGreaterThan(0);
  expect(await feed.text()).not.toContain('term="actor"');
  await page.locator(".news li a").first().click();
  await expect(page.locator("mark.lit").first()).toBeVisible();
});

test("a claim that is rejected is gone everywhere, and comes back", async ({ page, demo }) => {
  await page.goto(demo + "/review");
  await page.getByLabel("Your name").fill("Ana");
  const card = page.locator("article.review");
  const sentence = (await card.locator("h2").textContent())!;
  const report = decodeURIComponent((await card.getByRole("link", { name: "in its report" }).getAttribute("href"))!.match(/document\/([^#]+)/)![1]);
  const total = async () => (await (await page.request.get(`${demo}/api/claims?limit=1`)).json()).total;
  const before = await total();
  await card.focus();
  await page.keyboard.press("r");
  await expect(page.locator(".news li").first()).toContainText("reject");
  await expect(card.locator("h2")).not.toHaveText(sentence);
  expect(await total()).toBe(before - 1);
  await page.keyboard.press("u");
  await expect(page.locator(".news")).toHaveCount(0);
  await expect(card.locator("h2")).toHaveText(sentence);
  expect(await total()).toBe(before);
  expect((await page.request.get(`${demo}/api/documents/${report}`)).status()).toBe(200);
});

test("every view sends its claims on, in every form", async ({ page, demo }) => {
  test.setTimeout(60_000);
  const begins: Record<string, RegExp> = { CSV: /^claim,sentence,/, Page: /^<!doctype html>/, GeoJSON: /^\{"type":"FeatureCollection"/, GraphML: /<graphml /, GEXF: /<gexf /, FollowTheMoney: /^\{"id":"cotejo-/ };
  await page.goto(demo + "/search?predicate=extradition");
  const exports = page.locator("details.exports");
  await exports.locator("summary").press("Enter");
  for (const [name, begin] of Object.entries(begins)) {
    const [download] = await Promise.all([page.waitForEvent("download"), exports.getByRole("link", { name, exact: true }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text, name).toMatch(begin);
    expect(text.includes("Arrieta Montes"), name).toBe(true);
  }
  const claims = async (path: string) => (await (await page.request.get(demo + path)).text()).split(/\n(?=c:)/).length - 1;
  await page.goto(demo + "/entities?name=" + encodeURIComponent("Los Faroles"));
  await page.locator("table a").first().click();
  const dossier = page.locator("details.exports");
  expect(await claims((await dossier.locator("a", { hasText: "CSV" }).getAttribute("href"))!)).toBeGreaterThan(5);
  await page.goto(demo + "/matrix");
  await page.locator("table.matrix button.cell").first().click();
  const panel = page.getByRole("complementary", { name: "Claims" });
  await panel.locator("details.exports summary").click();
  expect(await claims((await panel.getByRole("link", { name: "CSV" }).getAttribute("href"))!)).toBe(await panel.locator("ol > li").count());
  expect(await barriers(page)).toEqual([]);
});

test("what is read wrong is put right by keyboard, beside what was read, and undone", async ({ page, demo }) => {
  await page.goto(demo + "/review");
  await page.getByLabel("Your name").fill("Ana");
  const card = page.locator("article.review");
  const sentence = (await card.locator("h2").textContent())!;
  const id = decodeURIComponent((await card.getByRole("link", { name: "in its report" }).getAttribute("href"))!.match(/#words-(.*)/)![1]);
  const claim = async () => (await (await page.request.get(`${demo}/api/claims/${id}`)).json()).claim;
  const read = await claim();
  await card.focus();
  await page.keyboard.press("c");
  const form = page.getByRole("form", { name: "Correct" });
  await expect(form.getByLabel("Predicate")).toBeFocused();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await page.keyboard.press("c");
  await expect(form.getByLabel("Predicate")).toBeFocused();
  await form.getByRole("button", { name: "Correct" }).click(); // nothing is changed yet
  await expect(form.getByRole("alert")).toContainText("Change what was read wrong");
  await page.keyboard.press("Shift+Tab"); // from the button back to the fields
  await form.getByLabel("Hedge").selectOption(read.hedge === "alleged" ? "suspected" : "alleged");
  await form.getByLabel("Another role").selectOption("instrument");
  await form.getByLabel("instrument").fill("nobody of this name");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("no words of the report");
  await form.getByLabel("instrument").fill(read.evidence.quote.split(" ")[0]);
  await page.keyboard.press("Enter");
  const done = page.locator(".news li").first();
  await expect(done).toContainText("correct");
  await expect(done.locator(".corrected")).toContainText(`(read: ${read.hedge})`);
  await expect(done.locator(".corrected")).toContainText("corrected by Ana on");
  const now = await claim();
  expect({ predicate: now.predicate, polarity: now.polarity, agent: now.roles.agent }).toEqual({ predicate: read.predicate, polarity: read.polarity, agent: read.roles.agent });
  expect(now.hedge).not.toBe(read.hedge);
  expect(now.corrected.read.hedge).toBe(read.hedge);
  // Wherever the claim stands, what was read stands beside it.
  for (const path of [`/claim/${id}`, `/document/${encodeURIComponent(read.document)}`]) {
    const other = await page.context().newPage();
    await other.goto(demo + path);
    await expect(other.locator(".corrected").first()).toContainText(`(read: ${read.hedge})`);
    expect(await barriers(other), path).toEqual([]);
    await other.close();
  }
  await card.focus();
  await page.keyboard.press("u");
  await expect(page.locator(".news")).toHaveCount(0);
  await expect(card.locator("h2")).toHaveText(sentence);
  expect(await claim()).toEqual(read);
  // The page of a claim leads to the place where it is decided on.
  await page.goto(`${demo}/claim/${id}`);
  await page.getByRole("link", { name: "Accept, correct or reject it" }).click();
  await expect(card.locator("h2")).toHaveText(sentence);
});

test("reports that are dropped or pasted are read", async ({ page, demo }) => {
  test.setTimeout(60_000);
  await page.goto(demo + "/intake");
  await page.locator('input[type="file"]').setInputFiles([
    { name: "pact.txt", mimeType: "text/plain", buffer: Buffer.from("Police in Quito said on Monday that the gang Los Tejones controls the port of Esmeraldas and sells cocaine to the gang Los Zorrillos.") },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.from(" ") },
  ]);
  await page.getByLabel("Text", { exact: true }).fill("El fiscal dijo que la banda Los Tejones opera en Manta desde 2019 y que trafica cocaína en el puerto.");
  await page.getByRole("button", { name: "Read" }).click();
  await expect(page.locator(".news")).toContainText("Done.", { timeout: 30_000 });
  await expect(page.locator(".news")).toContainText(/pact\.txt: read, \d+ claim/);
  await expect(page.locator(".news")).toContainText("empty.txt: refused");
  await expect(page.locator(".news")).toContainText("pasted text: read");
  await page.locator(".news a").first().click();
  await expect(page.locator("h1")).toBeVisible();
});

import type { Page } from "@playwright/test";
import { barriers, expect, test, watch } from "./site.ts";

/** Opens the dossier of the first entity that a name finds. */
async function open(page: Page, address: string, name: string) {
  const { entities } = await (await page.request.get(`${address}/api/entities?` + new URLSearchParams({ q: name }))).json();
  await page.goto(`${address}/entity/${encodeURIComponent(entities[0].id)}`);
  await expect(page.locator("#identity")).toBeVisible();
  return entities[0].id as string;
}

/** Waits until the page is there anew with so many decisions, those in force first. */
async function decided(page: Page, inForce: number, undone: number) {
  await expect(page.locator(".decided li:not(.undone)")).toHaveCount(inForce);
  await expect(page.locator(".decided li.undone")).toHaveCount(undone);
  await expect(page.locator("#identity-title")).toBeFocused();
}

test("two names are merged by keyboard, one is split off, and both are taken back", async ({ page, demo }) => {
  const faults = watch(page, demo);
  const id = await open(page, demo, "Los Candados");
  await expect(page.locator(".pieces")).toHaveCount(0);
  const claims = async () => (await (await page.request.get(`${demo}/api/entities/${encodeURIComponent(id)}`)).json()).entity.claims as number;
  const before = await claims();

  const box = page.getByRole("combobox", { name: "Another name" });
  await box.focus();
  await page.keyboard.type("alfar");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toBeHidden();
  await page.keyboard.type("eros");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  const other = (await page.locator('[role="option"][aria-selected="true"] bdi').textContent())!;
  expect(await box.getAttribute("aria-activedescendant")).toBe(await page.locator('[role="option"][aria-selected="true"]').getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue(other);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space"); // the same
  await page.keyboard.press("Tab");
  await page.keyboard.type("One name is the other's translation");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ana");
  await page.keyboard.press("Enter");
  await decided(page, 1, 0);
  await expect(page.locator(".decided")).toContainText("are one: One name is the other's translation");
  await expect(page.locator(".decided")).toContainText("Ana");
  await expect(page.locator(".pieces li")).toHaveCount(2);
  expect(await claims()).toBeGreaterThan(before);

  await page.getByRole("button", { name: `Split off ${other}` }).press("Enter");
  await expect(page.getByLabel("Reason")).toBeFocused();
  await expect(page.getByLabel("Not the same: keep them apart")).toBeChecked();
  await page.keyboard.type("They fight one another");
  await page.keyboard.press("Enter");
  await decided(page, 2, 0);
  await expect(page.locator(".decided li").first()).toContainText("are not the same: They fight one another");
  await expect(page.locator(".pieces")).toHaveCount(0);
  expect(await claims()).toBe(before);

  await page.getByRole("button", { name: "Undo the decision of Ana" }).first().press("Enter");
  await decided(page, 1, 1);
  await expect(page.locator(".pieces li")).toHaveCount(2);
  await page.getByRole("button", { name: "Undo the decision of Ana" }).press("Enter");
  await decided(page, 0, 2);
  await expect(page.locator(".pieces")).toHaveCount(0);
  expect(await claims()).toBe(before);
  expect(faults).toEqual([]);
});

test("only a name that the ledger holds can be decided on", async ({ page, ordinary }) => {
  await open(page, ordinary, "Roble cartel");
  await page.getByRole("combobox", { name: "Another name" }).fill("zzzz");
  await expect(page.getByRole("status")).toContainText("no other name");
  await page.getByLabel("Not the same: keep them apart").check();
  await page.getByLabel("Reason").fill("No reason");
  await page.getByLabel("Your name").fill("Ana");
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByRole("status")).toContainText("Choose a name");
  await expect(page.getByRole("combobox", { name: "Another name" })).toBeFocused();
});

import { type Page, test as base, expect } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import axe from "axe-core";

/** Addresses of servers of the program, each over a ledger of its own. */
type Sites = { ordinary: string; hostile: string; versions: string; demo: string };

/** Serves a ledger on a free port and gives the address that the program prints. */
async function serve(ledger: string): Promise<[string, ChildProcess]> {
  const child = spawn(process.env.E2E_PROGRAM!, ["serve", "--ledger", join(process.env.E2E_DIR!, ledger), "--addr", "127.0.0.1:0"]);
  const address = await new Promise<string>((found, failed) => {
    let said = "";
    const listen = (data: Buffer) => {
      said += data.toString();
      const match = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => failed(new Error(`cotejo serve ended with ${code}: ${said}`)));
  });
  return [address, child];
}

function site(ledger: string) {
  return async ({}, use: (address: string) => Promise<void>) => {
    const [address, child] = await serve(ledger);
    await use(address);
    child.kill();
  };
}

export const test = base.extend<{}, Sites>({
  ordinary: [site("ordinary.db"), { scope: "worker" }],
  hostile: [site("hostile.db"), { scope: "worker" }],
  versions: [site("versions.db"), { scope: "worker" }],
  demo: [site("demo.db"), { scope: "worker" }],
});

export { expect };

/** Notes what a page must not do: ask another host, break the policy, fail in a script, open a dialog. */
export function watch(page: Page, address: string): string[] {
  const faults: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(address + "/")) faults.push(`asked for ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()}`); // a page that was left has no need of its icon
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return faults;
}

/** The serious faults that axe finds on a page, each with the first element that has it. */
export async function barriers(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's policy would refuse that, as it should.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (globalThis as any).axe.run(document, { resultTypes: ["violations"] }));
  return found.violations
    .filter((v: any) => v.impact === "serious" || v.impact === "critical")
    .map((v: any) => `${v.id}: ${v.nodes[0].html}`);
}

/** Follows links from the first page and gives the addresses of all pages of the program that it meets, at most so many. */
export async function allPages(page: Page, address: string, most: number): Promise<string[]> {
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  const queue = ["/", "/search", "/search?q=cocaine", "/search?q=cocaine&in=text", "/documents", "/entities", "/about", "/search?q=zzzz"];
  while (queue.length > 0 && seen.size < most) {
    const next = queue.shift()!;
    if (seen.has(next)) continue;
    seen.add(next);
    const response = await page.request.get(address + next);
    expect(response.status(), next).toBe(200);
    for (const [, href] of (await response.text()).matchAll(/href="(\/[^"#]*)/g)) {
      const plain = href.replaceAll("&amp;", "&").replaceAll("&#43;", "+");
      const kind = plain.match(/^\/(entity|document|claim)\//)?.[1];
      if (kind && !queue.includes(plain) && !seen.has(plain)) {
        if ((kinds.get(kind) ?? 0) > 4) continue; // a few of a kind tell of all
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
      if (!/^\/(assets|feed\.|api|openapi|changes|matrix|map|network|figures|timeline|review|intake)/.test(plain)) queue.push(plain); // pages that draw have tests of their own
    }
  }
  return [...seen];
}

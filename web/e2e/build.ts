import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");

/** Builds the program and fills the ledgers: the demo's, read by the program itself, and those of the tests' own readings. */
export default function build() {
  const dir = mkdtempSync(join(tmpdir(), "cotejo-e2e-"));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const program = process.env.COTEJO ?? join(dir, "cotejo");
  try {
    if (!process.env.COTEJO) run("go", "build", "-o", program, "./cmd/cotejo");
    run("go", "run", "./web/e2e/seed", "ordinary", join(dir, "ordinary.db"));
    run("go", "run", "./web/e2e/seed", "hostile", join(dir, "hostile.db"));
    run("go", "run", "./web/e2e/seed", "versions", join(dir, "versions.db"));
    run(program, "read", "--ledger", join(dir, "demo.db"), "--format", "none", "demo/reports");
  } catch (error) {
    remove();
    throw error;
  }
  process.env.E2E_DIR = dir;
  process.env.E2E_PROGRAM = program;
  return remove;
}

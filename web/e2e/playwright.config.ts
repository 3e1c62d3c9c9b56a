import { defineConfig } from "@playwright/test";

// The system's Chromium; nothing is downloaded. CHROMIUM names another.
export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  workers: 1,
  timeout: 30_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  globalSetup: "./build.ts",
  use: {
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--enable-unsafe-swiftshader", // draws the graph without a graphics card
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // One Chromium and one set of models at a time: two cores are few.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  use: { locale: "en-GB", timezoneId: "Europe/London", trace: "retain-on-failure" },
});

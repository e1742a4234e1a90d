import nextJest from "next/jest.js";

const create = nextJest({ dir: "./" });

export default await create({
  testEnvironment: "node",
  testMatch: ["<rootDir>/{app,bench,bin,components,lib}/**/*.test.{ts,tsx}", "<rootDir>/*.test.ts"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  modulePathIgnorePatterns: ["<rootDir>/.next/", "<rootDir>/dist/", "<rootDir>/.data/"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transformIgnorePatterns: ["\\.mjs$"],
  workerIdleMemoryLimit: "1GB",
  maxWorkers: 2,
  testTimeout: 30_000,
})();

import { defineConfig } from 'vitest/config';

const folders = ['packages/*', 'services/*', 'infra/*', 'apps/*'];

export default defineConfig({
  test: {
    include: folders.map((folder) => `${folder}/src/**/*.test.ts`),
    globalSetup: ['packages/testing/src/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than there are cores: many of the longest wait for backends that are away, and not for a processor.
    maxWorkers: 3,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'services/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/generated/**', '**/main.ts', 'packages/ui/**', 'packages/testing/**'],
      thresholds: { lines: 90 },
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: '.tradewind/coverage',
    },
  },
});

import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['infra/drill/src/**/*.{saga,drill}.ts'],
    // Whole shops: one at a time.
    fileParallelism: false,
    globalSetup: ['packages/testing/src/global-setup.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});

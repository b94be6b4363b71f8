import { defineConfig } from 'vitest/config';

// The files share one shop and kill parts of it, so they take turns.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['platform/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

import type { createProductRouter } from './router.ts';

export type ProductRouter = ReturnType<typeof createProductRouter>;

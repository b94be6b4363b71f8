import type { createUserRouter } from './router.ts';

export type UserRouter = ReturnType<typeof createUserRouter>;

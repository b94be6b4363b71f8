export type { OrderRouter } from './router.ts';

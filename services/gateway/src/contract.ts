export type { GatewayRouter } from './router.ts';

import type { createPaymentRouter } from './router.ts';

export type PaymentRouter = ReturnType<typeof createPaymentRouter>;

import type { createNotificationRouter } from './router.ts';

export type NotificationRouter = ReturnType<typeof createNotificationRouter>;

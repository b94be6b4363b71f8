import { busEnv } from '@tradewind/messaging';
import { baseEnv } from '@tradewind/service';
import { z } from 'zod';

/** What the gateway reads from its environment. */
export const gatewayEnv = z
  .object({
    ...baseEnv,
    ...busEnv,
    PUBLIC_API_URL: z.url().default('http://localhost:4000'),
    STOREFRONT_URL: z.url().default('http://127.0.0.1:3000'),
    /** Shared with the storefront. Without it the storefront is not told of changes. */
    REVALIDATE_SECRET: z.string().min(16).optional(),
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.REVALIDATE_SECRET !== undefined, {
    path: ['REVALIDATE_SECRET'],
    message: 'is not set',
  });

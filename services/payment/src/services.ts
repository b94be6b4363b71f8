import type { Jobs } from '@tradewind/messaging';
import type { Call, Database, RateLimiter } from '@tradewind/service';
import type Stripe from 'stripe';
import type { PrismaClient } from './generated/prisma/client.ts';

/** What the verbs of this service work with; made once, by {@link file://./main.ts}. */
export interface Services {
  readonly db: Database;
  readonly prisma: PrismaClient;
  readonly stripe: Stripe;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  /** Counts the codes of gift cards that somebody tries. */
  readonly limiter: Pick<RateLimiter, 'take'>;
}

/** A verb's context: the services and what it needs to know of the call. */
export type Context = Services & Pick<Call, 'log'>;

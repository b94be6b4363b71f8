import type { Jobs } from '@tradewind/messaging';
import type { OrderRouter } from '@tradewind/order/contract';
import type { PaymentRouter } from '@tradewind/payment/contract';
import type { Call, createServiceClient, Database } from '@tradewind/service';
import type { UserRouter } from '@tradewind/user/contract';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { Mailer } from './mail/mailer.ts';

/** What the verbs of this service work with. */
export interface Services {
  readonly db: Database;
  readonly prisma: PrismaClient;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly mailer: Pick<Mailer, 'send'>;
  /** The services that know whom a message goes to and what it says. */
  readonly user: ReturnType<typeof createServiceClient<UserRouter>>;
  readonly order: ReturnType<typeof createServiceClient<OrderRouter>>;
  readonly payment: ReturnType<typeof createServiceClient<PaymentRouter>>;
  /** Where links of customers and of staff lead, without a slash at the end. */
  readonly storefrontUrl: string;
  readonly adminUrl: string;
}

export type Context = Services & Pick<Call, 'log'>;

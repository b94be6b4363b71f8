import type { promotion, settings } from '@tradewind/contracts/schemas';
import type { PaymentRouter } from '@tradewind/payment/contract';
import type { ProductRouter } from '@tradewind/product/contract';
import type { createServiceClient, Database } from '@tradewind/service';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { Carrier } from './parcel/carrier.ts';
import type { Known } from './settings/keep-briefly.ts';
import type { Tokens } from './tokens.ts';

/** What the verbs of this service work with. */
export interface Services {
  readonly db: Database;
  /** For lists and other cold reads; money and stock go through `db`. */
  readonly prisma: PrismaClient;
  readonly product: ReturnType<typeof createServiceClient<ProductRouter>>;
  readonly payment: ReturnType<typeof createServiceClient<PaymentRouter>>;
  readonly tokens: Tokens;
  readonly settings: Known<settings.Settings>;
  /** The promotions that need no code. */
  readonly automaticPromotions: Known<readonly promotion.Promotion[]>;
  /** The carrier that makes labels; null when none is connected. */
  readonly carrier: Carrier | null;
  /** Minutes that an order waits for its payment. */
  readonly expiryMinutes: number;
  /** The same of one that staff have made: its customer is asked by mail, and does not look at it at once. */
  readonly linkExpiryMinutes: number;
  /** Where the processor sends the browser back to: the storefront, without a slash at the end. */
  readonly storefrontUrl: string;
}

/** A call of another service that may be sent twice. */
export const idempotentCall = { context: { idempotent: true } };

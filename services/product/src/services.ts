import type { Database } from '@tradewind/service';
import type { PrismaClient } from './generated/prisma/client.ts';

/** What the verbs of this service work with. */
export interface Services {
  readonly db: Database;
  /** For editing and back-office reads; the hot statements go through `db`, over the same pool. */
  readonly prisma: PrismaClient;
  /** Where pictures are kept. */
  readonly mediaDir: string;
  /** The address under which shoppers reach the gateway, without a slash at the end; pictures are below it. */
  readonly publicApiUrl: string;
}

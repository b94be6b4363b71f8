import { PrismaPg } from '@prisma/adapter-pg';
import { createServiceClient, type Database, type ServiceSigner } from '@tradewind/service';
import { PrismaClient } from './generated/prisma/client.ts';
import { createCarrier } from './parcel/carrier.ts';
import { readAutomatic } from './promotion/promotion-store.ts';
import type { Services } from './services.ts';
import { keepBriefly } from './settings/keep-briefly.ts';
import { readSettings } from './settings/settings-store.ts';
import { createTokens } from './tokens.ts';

export interface Composition {
  readonly db: Database;
  readonly signer: ServiceSigner;
  readonly productUrl: string;
  readonly paymentUrl: string;
  readonly tokenSecret: string;
  readonly expiryMinutes: number;
  readonly linkExpiryMinutes: number;
  readonly storefrontUrl: string;
  readonly carrier?: { readonly url: string; readonly apiKey: string } | undefined;
}

/** Puts the service's parts together over a database; Prisma works over the database's own pool. */
export function composeServices(composition: Composition): Services {
  const { db, signer, productUrl, paymentUrl, tokenSecret, expiryMinutes, linkExpiryMinutes, storefrontUrl, carrier } = composition;
  return {
    db,
    prisma: new PrismaClient({ adapter: new PrismaPg(db.pool) }),
    product: createServiceClient({ service: 'product', url: productUrl, signer }),
    payment: createServiceClient({ service: 'payment', url: paymentUrl, signer }),
    tokens: createTokens(tokenSecret),
    carrier: carrier ? createCarrier(carrier) : null,
    automaticPromotions: keepBriefly(() => readAutomatic(db)),
    settings: keepBriefly(() => readSettings(db)),
    expiryMinutes,
    linkExpiryMinutes,
    storefrontUrl: storefrontUrl.replace(/\/$/, ''),
  };
}

import type { ServiceSigner } from '@tradewind/service';
import type { Catalogue } from './cache/catalogue.ts';
import type { Hits } from './cache/hits.ts';
import type { Clients, ServiceUrls } from './clients.ts';
import type { Forward } from './forward.ts';
import type { OrderStreams } from './live/order-streams.ts';

/** What the gateway's procedures and routes work with. */
export interface GatewayServices {
  readonly clients: Clients;
  readonly urls: ServiceUrls;
  /** What the gateway itself needs to work. */
  readonly checks: Record<string, () => Promise<unknown>>;
  readonly catalogue: Catalogue;
  readonly hits: Hits;
  readonly streams: OrderStreams;
  readonly signer: ServiceSigner;
  readonly forwardToProduct: Forward;
  readonly forwardToPayment: Forward;
  readonly forwardToOrder: Forward;
  /** The gateway's address as the world sees it. */
  readonly publicUrl: string;
}

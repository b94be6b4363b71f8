import type { Catalogue } from './cache/catalogue.ts';
import type { Hits } from './cache/hits.ts';
import type { Clients } from './clients.ts';

/** What the gateway's procedures and routes work with. */
export interface GatewayServices {
  readonly clients: Clients;
  readonly catalogue: Catalogue;
  readonly hits: Hits;
}

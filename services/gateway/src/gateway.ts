import type { EventBus } from '@tradewind/messaging';
import {
  type Logger,
  type RateLimiter,
  type RunningService,
  runInCall,
  type ServiceSigner,
  type SharedCache,
  startService,
  type TokenVerifier,
} from '@tradewind/service';
import { createAnswerCache, type Subject } from './cache/answer-cache.ts';
import { createCatalogue, type Detached } from './cache/catalogue.ts';
import { createHits } from './cache/hits.ts';
import { followEvents, subjectsOf } from './cache/invalidation.ts';
import { createClients, type ServiceUrls } from './clients.ts';
import { addExchange } from './exchange.ts';
import { createForwarder } from './forward.ts';
import { installFront } from './front.ts';
import { createClientAddress } from './limits/client-address.ts';
import { createRateLimits } from './limits/rate-limit.ts';
import { openOrderFeed } from './live/order-feed.ts';
import { createOrderStreams } from './live/order-streams.ts';
import { measure } from './metrics.ts';
import { addRest } from './rest/api.ts';
import { addMedia } from './rest/media.ts';
import { addWebhooks } from './rest/webhooks.ts';
import { createGatewayRouter } from './router.ts';
import type { GatewayServices } from './services.ts';
import { createRevalidator } from './storefront/revalidator.ts';

export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly bus: EventBus;
  readonly signer: ServiceSigner;
  readonly verifier: TokenVerifier;
  readonly urls: ServiceUrls;
  readonly publicUrl: string;
  /** What all gateways have loaded of the catalogue. */
  readonly shared: SharedCache;
  readonly limiter: RateLimiter;
  /** For reads, as the limiter has its own. */
  readonly rateLimitScale: number;
  readonly trustedProxies?: string;
  /** Where the storefront is, and what its revalidation is signed with; it is not told of anything without. */
  readonly storefront?: { readonly url: string; readonly secret: string };
}

const cacheBytes = 128 * 1_048_576;
const loadTimeoutMs = 5_000;
/** An answer that no event has renewed is asked for again after this: events are not trusted alone. */
export const maxAgeMs = 30_000;

/** Starts the gateway. */
export async function startGateway(options: GatewayOptions): Promise<RunningService> {
  const { log, bus, shared, signer, urls, trustedProxies } = options;
  const clients = createClients(urls, signer);
  const detached: Detached = (work) =>
    runInCall({ actor: { kind: 'service', name: 'gateway' }, deadline: Date.now() + loadTimeoutMs, log }, work);

  const cache = createAnswerCache({
    maxBytes: cacheBytes,
    maxAgeMs,
    onError: (err) => log.warn({ err }, 'a kept answer could not be renewed'),
  });
  const revalidator = options.storefront
    ? createRevalidator({
        ...options.storefront,
        log,
        beforeSend: (tags) => cache.invalidate(new Set<Subject>(tags.flatMap(subjectsOf)), { grace: false }),
      })
    : null;
  const invalidation = await followEvents({ bus, cache, shared, onTags: (tags) => revalidator?.add(tags) });
  const feed = await openOrderFeed(bus);
  const streams = createOrderStreams(feed);
  measure({ cache, streams });

  const checks = { events: () => bus.check() };
  const services: GatewayServices = {
    clients,
    urls,
    checks,
    catalogue: createCatalogue({ clients, cache, shared, detached }),
    hits: createHits(),
    streams,
    signer,
    forwardToProduct: createForwarder('product', urls.product),
    forwardToPayment: createForwarder('payment', urls.payment),
    forwardToOrder: createForwarder('order', urls.order),
    publicUrl: options.publicUrl,
  };

  return startService({
    name: 'gateway',
    host: options.host,
    port: options.port,
    log,
    verifier: options.verifier,
    ...(trustedProxies && { trustedProxies }),
    router: createGatewayRouter(services),
    checks,
    async routes(app) {
      installFront(app, {
        hits: services.hits,
        limits: createRateLimits(options.limiter, options.rateLimitScale),
        addressOf: createClientAddress(trustedProxies),
      });
      addExchange(app);
      app.addHook('preClose', async () => streams.end());
      addMedia(app, services);
      await app.register((scope) => addWebhooks(scope, services));
      await app.register((scope) => addRest(scope, services), { prefix: '/api/v1' });
    },
    drain: [
      () => invalidation.close(),
      () => feed.close(),
      async () => revalidator?.close(),
      () => options.limiter.close(),
      () => shared.close(),
      () => bus.close(),
    ],
  });
}

import http from 'node:http';
import https from 'node:https';
import { takeStep } from '@tradewind/service';
import Stripe from 'stripe';

/** The processor's ids in an address. */
const ids = /(?<=\/)[a-z]+_[A-Za-z0-9]{14,}/g;

/** One request is one step, also where the SDK sends it again. */
function httpClientOf(agent: http.Agent): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient(agent);
  const send = client.makeRequest.bind(client);
  client.makeRequest = (...request) => {
    const [, , path, method] = request;
    const [address = ''] = path.split('?');
    return takeStep({ kind: 'ask', names: [`${method} ${address.replaceAll(ids, ':id')}`] }, () => send(...request));
  };
  return client;
}

/**
 * The card processor by its own SDK. Connections are kept; a call that got no answer is repeated twice by the SDK under the same
 * idempotency key.
 * @param options.apiUrl elsewhere than at Stripe, for the sandbox
 */
export function createProcessor(options: { secretKey: string; apiUrl?: string }): Stripe {
  const { secretKey, apiUrl } = options;
  const base = { telemetry: false, maxNetworkRetries: 2, timeout: 6_000 } as const;
  const agent = { keepAlive: true, maxSockets: 64 };
  if (apiUrl === undefined) return new Stripe(secretKey, { ...base, httpClient: httpClientOf(new https.Agent(agent)) });
  const { protocol, hostname, port } = new URL(apiUrl);
  const plain = protocol === 'http:';
  return new Stripe(secretKey, {
    ...base,
    protocol: plain ? 'http' : 'https',
    host: hostname,
    port: port || (plain ? 80 : 443),
    httpClient: httpClientOf(plain ? new http.Agent(agent) : new https.Agent(agent)),
  });
}

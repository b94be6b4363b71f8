import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterEach, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';

export const webhookSecret = 'whsec_test';

/** A webhook endpoint that believes only what is signed. */
export interface Receiver {
  readonly url: string;
  readonly events: { id: string; type: string }[];
  types(): string[];
  /** Answers the next ones with 500. */
  refuse(count: number): void;
  close(): Promise<void>;
}

async function startReceiver(): Promise<Receiver> {
  const events: Receiver['events'] = [];
  let refusals = 0;
  const verifier = new Stripe('sk_test_x');
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(500).end();
        return;
      }
      const event = verifier.webhooks.constructEvent(body, String(request.headers['stripe-signature']), webhookSecret);
      events.push({ id: event.id, type: event.type });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    events,
    types: () => events.map(({ type }) => type),
    refuse(count) {
      refusals = count;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The unmodified SDK, pointed at a sandbox. */
export function stripeFor(url: string, config: { maxNetworkRetries?: number } = {}): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe('sk_test_x', { host: hostname, port, protocol: 'http', telemetry: false, ...config });
}

/** For each test of a file a sandbox of its own, with the SDK on it and somebody who hears its webhooks. */
export function sandboxForEach(): { readonly receiver: Receiver; readonly sandbox: Sandbox; readonly stripe: Stripe } {
  // The cast: it is filled before each test.
  const house = {} as { receiver: Receiver; sandbox: Sandbox; stripe: Stripe };
  beforeEach(async () => {
    house.receiver = await startReceiver();
    house.sandbox = await startSandbox({ webhookUrl: house.receiver.url, webhookSecret });
    house.stripe = stripeFor(house.sandbox.url);
  });
  afterEach(async () => {
    await house.sandbox.close();
    await house.receiver.close();
  });
  return house;
}

export function order(url: string, faults: unknown): Promise<Response> {
  return fetch(`${url}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
}

export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('it did not come to be within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Asks a `_sandbox` control. @returns its answer */
export async function control<Answer = { id: string }>(url: string, path: string, body: object = {}): Promise<Answer> {
  const answer = await fetch(`${url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** What the SDK's call was refused with. @throws Error when it was not */
export async function refused(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error('was not refused');
  return error;
}

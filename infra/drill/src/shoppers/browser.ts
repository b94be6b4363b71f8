import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

/** What a browser does with the card processor; the processor is never ended, so it answers. */
export interface Browser {
  /** Gives a card for a payment. @returns whether the money was taken, or is about to be */
  confirm(clientSecret: string, card: string): Promise<boolean>;
  /** Answers the bank's question with yes. */
  authenticate(clientSecret: string): Promise<void>;
}

const intentOf = (clientSecret: string) => clientSecret.split('_secret')[0] ?? '';

async function send(url: string, form: Record<string, string>): Promise<{ ok: boolean }> {
  const headers = {
    authorization: 'Bearer pk_test_drill',
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  const sending = fetch(url, { method: 'POST', headers, body: new URLSearchParams(form), signal: AbortSignal.timeout(20_000) });
  return await sending.catch(() => ({ ok: false }));
}

export function openBrowser(processor: string): Browser {
  return {
    async confirm(clientSecret, card) {
      const form = { client_secret: clientSecret, payment_method: card };
      const { ok } = await send(`${processor}/v1/payment_intents/${intentOf(clientSecret)}/confirm`, form);
      return ok;
    },
    async authenticate(clientSecret) {
      const form = { payment_intent: intentOf(clientSecret), payment_intent_client_secret: clientSecret, outcome: 'complete' };
      await send(`${processor}/v3/authenticate`, form);
    },
  };
}

/** Looks at an order, ever more seldom, until it is as hoped for or the patience ends. @returns whether it came to be */
export async function watchOrder(
  client: Client,
  order: { id: string; headers: Readonly<Record<string, string>> },
  hoped: (order: Readonly<Record<string, unknown>>) => boolean,
  patienceMs = 60_000,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (let pause = 250; Date.now() < deadline; pause = Math.min(pause * 1.6, 4_000)) {
    await sleep(pause);
    const answer = await client.once({ step: 'look', method: 'GET', path: `/orders/${order.id}`, headers: order.headers });
    if (answer?.status === 200 && hoped(answer.body)) return true;
  }
  return false;
}

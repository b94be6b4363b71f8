import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

/** What a browser does with the card processor. */
export interface Browser {
  /** Gives a card for a payment. @returns whether the money was taken, or is about to be */
  confirm(clientSecret: string, card: string): Promise<boolean>;
  /** Answers the bank's question with yes. */
  authenticate(clientSecret: string): Promise<void>;
}

const intentOf = (clientSecret: string) => clientSecret.split('_secret')[0] ?? '';

const headers = { authorization: 'Bearer pk_test_drill', 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };

/** @returns the answer's status, 0 when none came, and the status of what it is about */
async function send(url: string, form?: Record<string, string>): Promise<{ status: number; intent: unknown }> {
  const body = form && new URLSearchParams(form);
  try {
    const answer = await fetch(url, { method: body ? 'POST' : 'GET', headers, body, signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, intent: ((await answer.json()) as { status?: unknown }).status };
  } catch {
    return { status: 0, intent: undefined };
  }
}

const patienceMs = 60_000;
const taken: readonly unknown[] = ['succeeded', 'processing'];

export function openBrowser(processor: string): Browser {
  return {
    async confirm(clientSecret, card) {
      const url = `${processor}/v1/payment_intents/${intentOf(clientSecret)}`;
      // As the processor's own script: what came of a question that got no good answer is looked up before it is asked again.
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(500)) {
        const { status } = await send(`${url}/confirm`, { client_secret: clientSecret, payment_method: card });
        if (status === 200) return true;
        if (status === 402) return false;
        const now = await send(`${url}?client_secret=${encodeURIComponent(clientSecret)}`);
        if (now.status === 200 && taken.includes(now.intent)) return true;
        if (now.status === 200 && status === 400) return false;
      }
      return false;
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

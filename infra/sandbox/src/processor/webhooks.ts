import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Faults } from './faults.ts';

const attempts = 20;
const longestWaitMs = 30_000;

export interface Webhooks<Event> {
  /** Sends an event until it is taken; each sending is independent of all others, so any order may come out. */
  send(event: Event): void;
  close(): void;
}

/** `t=…,v1=…` as https://docs.stripe.com/webhooks#verify-manually describes. */
function signatureOf(payload: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')}`;
}

/** @param options.header what carries the signature */
export function startWebhooks<Event>(options: {
  url: string;
  secret: string;
  header: string;
  faults: Faults;
  delivered?(event: Event): void;
}): Webhooks<Event> {
  const { url, secret, header, faults } = options;
  const { request, Agent } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const waiting = new Set<NodeJS.Timeout>();
  let closed = false;

  function later(ms: number, work: () => void): void {
    if (closed) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      work();
    }, ms);
    waiting.add(timer);
  }

  function attempt(event: Event, payload: string, count: number): void {
    let settled = false;
    const settle = (taken: boolean) => {
      if (settled) return;
      settled = true;
      if (taken) options.delivered?.(event);
      else if (count < attempts) later(Math.min(250 * 2 ** count, longestWaitMs), () => attempt(event, payload, count + 1));
    };
    const call = request(url, {
      method: 'POST',
      agent,
      timeout: 10_000,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(payload),
        [header]: signatureOf(payload, secret, Math.floor(Date.now() / 1000)),
        'user-agent': 'Tradewind-Sandbox/1.0',
      },
    });
    call.on('response', (answer) => {
      answer.resume();
      settle((answer.statusCode ?? 500) < 300);
    });
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', () => settle(false));
    call.end(payload);
  }

  return {
    send(event) {
      const payload = JSON.stringify(event);
      for (let copy = 0; copy < (faults.order.duplicateWebhooks ? 2 : 1); copy += 1) {
        const longest = Math.max(faults.order.reorderWebhooks ? 300 : 0, faults.order.webhookDelayMs);
        const wait = longest > 0 ? faults.random() * longest : 0;
        later(wait, () => attempt(event, payload, 0));
      }
    },
    close() {
      closed = true;
      for (const timer of waiting) clearTimeout(timer);
      agent.destroy();
    },
  };
}

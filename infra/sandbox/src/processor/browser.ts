import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ProcessorError } from './errors.ts';
import { parseForm, required, text } from './form.ts';
import { authenticateIntent, findIntent } from './intents.ts';
import type { Intent } from './objects.ts';
import type { Processor } from './processor.ts';

const folder = join(import.meta.dirname, '../../static');
const files: Readonly<Record<string, { file: string; type: string }>> = {
  '/v3/': { file: 'stripe.js', type: 'text/javascript' },
  '/v3/card': { file: 'card.html', type: 'text/html' },
  '/v3/card.js': { file: 'card.js', type: 'text/javascript' },
  '/v3/authenticate.js': { file: 'authenticate.js', type: 'text/javascript' },
  '/v3/frame.css': { file: 'frame.css', type: 'text/css' },
};

/** Frames may be put into any page, but run only what comes from here. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action *; base-uri 'none'";

/** Adds what a browser loads: the stand-in for Stripe.js, its card fields, and the bank's page for authentication. */
export function addBrowserSide(app: FastifyInstance, processor: Processor): void {
  for (const [url, { file, type }] of Object.entries(files)) {
    const content = readFileSync(join(folder, file));
    app.get(url, async (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('cache-control', 'max-age=60')
        .header('x-content-type-options', 'nosniff')
        .type(`${type}; charset=utf-8`)
        .send(content),
    );
  }
  const page = readFileSync(join(folder, 'authenticate.html'), 'utf8');

  app.get('/v3/authenticate', async (request, reply) => {
    const intent = intentOf(processor, request.url.split('?')[1] ?? '');
    const amount = new Intl.NumberFormat('en-US', { style: 'currency', currency: intent.currency });
    const minor = 10 ** (amount.resolvedOptions().maximumFractionDigits ?? 2);
    const html = page.replaceAll('{{amount}}', amount.format(intent.amount / minor)).replaceAll('{{id}}', escapeHtml(intent.id));
    const filled = html.replaceAll('{{secret}}', escapeHtml(intent.client_secret));
    return reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(filled);
  });

  app.post('/v3/authenticate', async (request, reply) => {
    const body = String(request.body ?? '');
    const intent = intentOf(processor, body);
    const returnUrl = intent.next_action?.type === 'redirect_to_url' ? intent.next_action.redirect_to_url.return_url : undefined;
    const answered = answerChallenge(processor, intent, text(parseForm(body), 'outcome') === 'complete');
    if (returnUrl === undefined || request.headers.accept === 'application/json') return { status: answered.status };
    const back = new URL(returnUrl);
    back.searchParams.set('payment_intent', answered.id);
    back.searchParams.set('payment_intent_client_secret', answered.client_secret);
    back.searchParams.set('redirect_status', answered.last_payment_error ? 'failed' : 'succeeded');
    return reply.redirect(back.href, 303);
  });
}

function intentOf(processor: Processor, query: string): Intent {
  const form = parseForm(query);
  const secret = required(text(form, 'payment_intent_client_secret'), 'payment_intent_client_secret');
  return findIntent(processor, required(text(form, 'payment_intent'), 'payment_intent'), secret);
}

/** A second answer, and one that is declined after all, leave the intent as it is by then. */
function answerChallenge(processor: Processor, intent: Intent, passed: boolean): Intent {
  try {
    return authenticateIntent(processor, intent, passed);
  } catch (error) {
    if (error instanceof ProcessorError) return findIntent(processor, intent.id);
    throw error;
  }
}

function escapeHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

import { type Books, openBooks } from './books.ts';
import { type KeptMethod, readyMadeMethod, typedMethod } from './cards.ts';
import { missing } from './errors.ts';
import { createFaults, type Faults } from './faults.ts';
import { type Form, inner, text } from './form.ts';
import { type EventType, newProcessorId, now, type ProcessorEvent } from './objects.ts';
import { startWebhooks } from './webhooks.ts';

export const apiVersion = '2026-10-28.endive';

/** How long what settles by itself takes: a payment that is processing, a refund that is pending or fails afterwards. */
const settleMs = 400;

export interface Processor {
  readonly books: Books;
  readonly faults: Faults;
  /** Where a browser finds this processor. */
  publicUrl: string;
  emit(type: EventType, object: ProcessorEvent['data']['object']): void;
  later(work: () => void): void;
  close(): void;
}

export interface ProcessorOptions {
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly publicUrl: string;
  /** Where the journal is; everything is forgotten at the end without it. */
  readonly dataDir?: string;
}

/** Opens the books and goes on with what an earlier process left to be sent. */
export function openProcessor(options: ProcessorOptions): Processor {
  const books = openBooks(options.dataDir);
  const faults = createFaults();
  const timers = new Set<NodeJS.Timeout>();
  const webhooks = startWebhooks<ProcessorEvent>({
    url: options.webhookUrl,
    secret: options.webhookSecret,
    header: 'stripe-signature',
    faults,
    delivered(event) {
      const kept = books.get('event', event.id);
      if (kept && kept.pending_webhooks > 0) books.put('event', { ...kept, pending_webhooks: 0 });
    },
  });
  for (const event of books.all('event')) if (event.pending_webhooks > 0) webhooks.send(event);

  return {
    books,
    faults,
    publicUrl: options.publicUrl,
    emit(type, object) {
      const event: ProcessorEvent = {
        id: newProcessorId('evt'),
        object: 'event',
        api_version: apiVersion,
        created: now(),
        data: { object },
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
      };
      webhooks.send(books.put('event', event));
    },
    later(work) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, settleMs);
      timers.add(timer);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      webhooks.close();
      books.close();
    },
  };
}

/** The payment method that a call names or brings along, kept; undefined when it does neither. */
export function methodFrom(processor: Processor, form: Form): KeptMethod | undefined {
  const data = inner(form, 'payment_method_data');
  if (data) return processor.books.put('method', typedMethod(data));
  const id = text(form, 'payment_method');
  if (id === undefined) return undefined;
  const ready = readyMadeMethod(id);
  if (ready) return processor.books.put('method', ready);
  const known = processor.books.get('method', id);
  if (!known) throw missing('PaymentMethod', id, 'payment_method');
  return known;
}

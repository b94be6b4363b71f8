import { invalid, missing } from './errors.ts';
import { type Form, metadata, text } from './form.ts';
import { type Customer, type Intent, newProcessorId, now, type PaymentMethod } from './objects.ts';
import type { Processor } from './processor.ts';

export function createCustomer({ books }: Processor, form: Form): Customer {
  return books.put('customer', {
    id: newProcessorId('cus', 18),
    object: 'customer',
    created: now(),
    email: text(form, 'email') ?? null,
    livemode: false,
    metadata: metadata(form),
    name: text(form, 'name') ?? null,
  });
}

/** @throws ProcessorError 404 */
export function findCustomer({ books }: Processor, id: string, param = 'id'): Customer {
  const customer = books.get('customer', id);
  if (!customer) throw missing('customer', id, param);
  return customer;
}

/** @throws ProcessorError 404 */
export function findMethod({ books }: Processor, id: string): PaymentMethod {
  const method = books.get('method', id);
  if (!method) throw missing('PaymentMethod', id);
  return method.wire;
}

/** The cards that are kept for a customer. @throws ProcessorError 404 */
export function* methodsOf(processor: Processor, customerId: string): Iterable<PaymentMethod> {
  const { id } = findCustomer(processor, customerId);
  for (const { wire } of processor.books.all('method')) if (wire.customer === id) yield wire;
}

function give({ books }: Processor, methodId: string, customer: string | null): PaymentMethod {
  const method = books.get('method', methodId);
  if (!method) throw missing('PaymentMethod', methodId);
  return books.put('method', { ...method, wire: { ...method.wire, customer } }).wire;
}

/** A card that is kept no longer. @throws ProcessorError 404; 400 when it is nobody's */
export function detachMethod(processor: Processor, methodId: string): PaymentMethod {
  if (findMethod(processor, methodId).customer !== null) return give(processor, methodId, null);
  throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.');
}

/** Keeps the card that has paid, when that was asked for. */
export function keepMethod(processor: Processor, { customer, payment_method: methodId, setup_future_usage: usage }: Intent): void {
  if (customer !== null && methodId !== null && usage !== null) give(processor, methodId, customer);
}

/** @throws ProcessorError 400 when a card is kept for somebody else than an intent is for */
export function mustBeOf({ wire }: { readonly wire: PaymentMethod }, { customer }: Pick<Intent, 'customer'>): void {
  if (wire.customer === null || wire.customer === customer) return;
  throw invalid(
    customer === null
      ? `The PaymentMethod ${wire.id} belongs to the Customer ${wire.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
      : `The customer does not have a payment method with the ID ${wire.id}. The payment method must be attached to the customer.`,
    { param: 'payment_method' },
  );
}

/** For whom an intent is, and whether its card is to be kept; as before where nothing is said, for nobody and no more where nothing is given. */
export function futureOf(processor: Processor, form: Form, before?: Intent): Pick<Intent, 'customer' | 'setup_future_usage'> {
  const usage = 'setup_future_usage' in form ? (text(form, 'setup_future_usage') ?? null) : (before?.setup_future_usage ?? null);
  if (usage !== null && usage !== 'on_session' && usage !== 'off_session') {
    throw invalid('Invalid setup_future_usage', { param: 'setup_future_usage' });
  }
  const customer = text(form, 'customer');
  return {
    customer: customer === undefined ? (before?.customer ?? null) : findCustomer(processor, customer, 'customer').id,
    setup_future_usage: usage,
  };
}

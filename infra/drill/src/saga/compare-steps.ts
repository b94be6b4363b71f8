import type { CodeStep } from './code-steps.ts';
import type { StepService } from './saga-shop.ts';

interface TakenStep {
  readonly service: StepService;
  readonly step: string;
}

const nameOf = ({ service, step }: TakenStep) => `${service}: ${step}`;

/** What a step is in itself, without where it was taken and how often. */
export function labelOf(step: string): string {
  return (step.split(' > ').at(-1) ?? '').replace(/ \(\d+\)$/, '');
}

/** Statements are only seen when they are taken; which of its events the processor tells, it decides itself. */
const isOfCode = (label: string) => !/^(commit|write |answer webhook )/.test(label);

const catalogue = 'changes the catalogue: no order, stock or money is on its way';
const stock = 'sets a stock level: no order is on its way';
const promotions = 'changes the rules of promotions, or who they are for: no order, stock or money is on its way';
const settings = 'changes the settings: no order, stock or money is on its way';
const account = 'is of an account: no order, stock or money';
const cart = 'changes a cart; what it does to an order that waits is updateItem, by the same function';
const draft = 'changes a draft: no order, stock or money is on its way';
const note = 'is a note of staff: no order, stock or money';
const picture = 'is a picture of what is to be returned: no order, stock or money';
const conflict = 'is for people to settle: neither paid nor undone before they did';

const payouts = 'changes what is shown of a payout: the sandbox sends none, and no money moves by it';
const evidence = 'changes the draft of what a bank is told: no order, stock or money';

const credit = 'changes one gift card by hand, in one transaction: no order or stock is on its way';

const cards = 'whose card pays, and whether it is kept: it says nothing of whether it pays, and is asked again before it does';

/** Steps of the code that no story takes, each with why. */
export const aside: Readonly<Record<string, string>> = {
  'gateway: call product.staff.create': catalogue,
  'gateway: call product.staff.update': catalogue,
  'gateway: call product.staff.updateVariant': catalogue,
  'product: answer staff.create': catalogue,
  'product: answer staff.update': catalogue,
  'product: answer staff.updateVariant': catalogue,
  'product: publish product.changed': catalogue,
  'gateway: call product.inventory.adjust': stock,
  'product: answer inventory.adjust': stock,
  'gateway: call order.cart.changeCurrency': cart,
  'order: answer cart.changeCurrency': cart,
  'gateway: call payment.credit.disable': credit,
  'gateway: call payment.credit.adjust': credit,
  'gateway: call payment.credit.mailAgain': credit,
  'payment: answer credit.disable': credit,
  'payment: answer credit.adjust': credit,
  'payment: answer credit.mailAgain': credit,
  'gateway: call payment.card.prepare': cards,
  'gateway: call payment.card.remove': cards,
  'payment: answer card.prepare': cards,
  'payment: answer card.remove': cards,
  'payment: ask POST /v1/customers': cards,
  'payment: ask GET /v1/customers/:id/payment_methods': cards,
  'payment: ask POST /v1/payment_intents/:id': cards,
  'payment: ask POST /v1/payment_methods/:id/detach': cards,
  'gateway: call payment.credit.lookUp': 'says what is on a gift card: it only reads',
  'gateway: call order.checkout.preview': 'says what an order would cost: it only reads',
  'order: answer checkout.preview': 'says what an order would cost: it only reads',
  'gateway: call order.cart.removeGiftCard': cart,
  'order: answer cart.removeGiftCard': cart,
  'gateway: call order.cart.useStoreCredit': cart,
  'order: answer cart.useStoreCredit': cart,
  'gateway: call order.cart.removePromotion': cart,
  'order: answer cart.removePromotion': cart,
  'gateway: call order.promotion.create': promotions,
  'gateway: call order.promotion.update': promotions,
  'gateway: call order.promotion.createGroup': promotions,
  'gateway: call order.promotion.updateGroup': promotions,
  'order: answer promotion.create': promotions,
  'order: answer promotion.update': promotions,
  'order: answer promotion.createGroup': promotions,
  'order: answer promotion.updateGroup': promotions,
  'gateway: call order.settings.update': settings,
  'order: answer settings.update': settings,
  'gateway: call user.auth.register': account,
  'gateway: call user.auth.confirm': account,
  'gateway: call user.auth.login': account,
  'gateway: call user.auth.refresh': account,
  'gateway: call user.auth.logout': account,
  'notification: effect user.registration_requested': account,
  'notification: call user.mail.registration': account,
  'gateway: call order.cart.removeItem': cart,
  'order: answer cart.removeItem': cart,
  'gateway: call order.cart.applyPromotion': cart,
  'order: answer cart.applyPromotion': cart,
  'gateway: call order.cart.claim': cart,
  'order: answer cart.claim': cart,
  'gateway: call order.drafts.preview': draft,
  'order: answer drafts.preview': draft,
  'gateway: call order.drafts.update': draft,
  'order: answer drafts.update': draft,
  'gateway: call order.drafts.discard': draft,
  'order: answer drafts.discard': draft,
  'gateway: call order.staff.addNote': note,
  'order: answer staff.addNote': note,
  'gateway: call order.returns.addPicture': picture,
  'order: answer returns.addPicture': picture,
  'payment: answer webhook payout.updated': payouts,
  'payment: answer webhook payout.canceled': payouts,
  'payment: ask POST /v1/files': evidence,
  'gateway: call payment.dispute.removeFile': evidence,
  'payment: answer dispute.removeFile': evidence,
  'gateway: call payment.reconciliation.settle': conflict,
  'payment: answer reconciliation.settle': conflict,
  'payment: ask GET /v1/payment_intents': 'looks for a payment that the processor made and answered with an error: it only reads',
  'payment: ask GET /v1/payouts/:id': 'looks at a payout that nobody told us of: it only reads',
  'payment: ask GET /v1/balance_transactions/:id':
    'looks again at a movement that one of both books did not show the last time: it only reads',
  'payment: ask GET /v1/charges/:id': 'looks again at a charge that our books did not show the last time: it only reads',
  'payment: publish payment.conflicted': conflict,
  'order: effect payment.conflicted': conflict,
};

/** What is done only when something went wrong before: no undisturbed story takes it, the broken ones must. */
export const onlyAfterFaults: readonly string[] = ['payment: ask GET /v1/refunds/:id'];

export interface Comparison {
  /** Steps of the code that no story took and nobody set aside: a story is missing. */
  readonly untold: readonly string[];
  /** Steps that were taken and that reading the code did not find: the reading is blind to them. */
  readonly unread: readonly string[];
  /** What was set aside and is not in the code, or is told after all. */
  readonly stale: readonly string[];
}

/** Holds the steps that were taken against those of the code. */
export function compareSteps(code: readonly CodeStep[], taken: readonly TakenStep[]): Comparison {
  const inCode = new Set(code.map(nameOf));
  const told = new Set(taken.map(({ service, step }) => nameOf({ service, step: labelOf(step) })));
  const excused = new Set([...Object.keys(aside), ...onlyAfterFaults]);
  return {
    untold: code
      .filter(({ onlyLooks }) => !onlyLooks)
      .map(nameOf)
      .filter((name) => !told.has(name) && !excused.has(name)),
    unread: [...told].filter((name) => isOfCode(name.split(': ')[1] ?? '') && !inCode.has(name)),
    stale: [...excused].filter((name) => !inCode.has(name) || told.has(name)),
  };
}

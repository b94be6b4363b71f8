import { type Currency, toDecimalString } from '@tradewind/money';
import type { NewPromotion, Promotion } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';

type Effect = NewPromotion['effect'];
type Scope = NewPromotion['scope'];

/** The rules of a promotion as they are typed. */
export interface PromotionDraft {
  readonly name: string;
  /** Empty for one that applies by itself. */
  readonly code: string;
  readonly isActive: boolean;
  readonly kind: Effect['kind'];
  /** Of a percentage, and of what is got of a set. */
  readonly percent: string;
  readonly amount: string;
  readonly buy: string;
  readonly get: string;
  /** `50: 5, 100: 10`: from 50.00 on 5%, from 100.00 on 10%. */
  readonly tiers: string;
  readonly scope: Scope['type'];
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
  readonly minimumSpend: string;
  readonly firstOrder: boolean;
  readonly groupId: string;
  readonly stacking: NewPromotion['stacking'];
  readonly priority: string;
  /** Local times, as their fields give them. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** Empty for none. */
  readonly currency: Currency | '';
  readonly maxUses: string;
  readonly maxUsesPerCustomer: string;
  readonly budget: string;
}

export const emptyPromotion: PromotionDraft = {
  name: '',
  code: '',
  isActive: true,
  kind: 'percentage',
  percent: '10',
  amount: '',
  buy: '2',
  get: '1',
  tiers: '',
  scope: 'everything',
  categoryIds: [],
  productIds: [],
  minimumSpend: '',
  firstOrder: false,
  groupId: '',
  stacking: 'combinable',
  priority: '0',
  startsAt: '',
  endsAt: '',
  currency: 'USD',
  maxUses: '',
  maxUsesPerCustomer: '',
  budget: '',
};

/** Hundredths of a percent as percent: 1,250 is `12.5`. */
export function percentOf(basisPoints: number): string {
  const part = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.floor(basisPoints / 100)}${part ? `.${part}` : ''}`;
}

/** Percent as hundredths of it, digit by digit; null when the text is none above 0 and up to 100. */
function basisPointsOf(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,3})(?:\.(\d{0,2}))?\s*%?$/.exec(text.trim()) ?? [];
  const basisPoints = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return whole !== undefined && basisPoints >= 1 && basisPoints <= 10_000 ? basisPoints : null;
}

/** An instant as a field for local times takes it. */
function localTime(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function effectDraft(effect: Effect, major: (amountMinor: number) => string): Partial<PromotionDraft> {
  switch (effect.kind) {
    case 'percentage':
      return { percent: percentOf(effect.basisPoints) };
    case 'fixed':
      return { amount: major(effect.amountMinor) };
    case 'free_delivery':
      return {};
    case 'buy_x_get_y':
      return { buy: String(effect.buy), get: String(effect.get), percent: percentOf(effect.basisPoints) };
    case 'tiered':
      return { tiers: effect.tiers.map(({ fromMinor, basisPoints }) => `${major(fromMinor)}: ${percentOf(basisPoints)}`).join(', ') };
  }
}

export function promotionDraft(of: Promotion): PromotionDraft {
  const major = (amountMinor: number | null) =>
    amountMinor === null || of.currency === null ? '' : toDecimalString({ amountMinor, currency: of.currency });
  return {
    ...emptyPromotion,
    ...effectDraft(of.effect, major),
    name: of.name,
    code: of.code ?? '',
    isActive: of.isActive,
    kind: of.effect.kind,
    scope: of.scope.type,
    categoryIds: of.scope.type === 'categories' ? of.scope.categoryIds : [],
    productIds: of.scope.type === 'products' ? of.scope.productIds : [],
    minimumSpend: major(of.conditions.minimumSpendMinor),
    firstOrder: of.conditions.firstOrder,
    groupId: of.conditions.groupId ?? '',
    stacking: of.stacking,
    priority: String(of.priority),
    startsAt: localTime(of.startsAt),
    endsAt: localTime(of.endsAt),
    currency: of.currency ?? '',
    maxUses: of.maxUses === null ? '' : String(of.maxUses),
    maxUsesPerCustomer: of.maxUsesPerCustomer === null ? '' : String(of.maxUsesPerCustomer),
    budget: major(of.budgetMinor),
  };
}

/** Reads fields, and writes down what is wrong with them by path. */
class Reader {
  readonly errors: Record<string, string> = {};
  readonly #draft: PromotionDraft;

  constructor(draft: PromotionDraft) {
    this.#draft = draft;
  }

  fail(path: string, message: string): void {
    this.errors[path] = message;
  }

  /** A whole number above zero; null when the field is empty, where it may be. */
  count(path: string, text: string, isNeeded = false): number | null {
    if (text.trim() === '' && !isNeeded) return null;
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
    if (value < 1) this.fail(path, 'Enter a whole number above zero');
    return Math.max(1, value);
  }

  percent(path: string): number {
    const basisPoints = basisPointsOf(this.#draft.percent);
    if (basisPoints === null) this.fail(path, 'Enter percent such as 12.5');
    return basisPoints ?? 1;
  }

  /** Minor units; null when the field is empty, where it may be. */
  amount(path: string, text: string, isNeeded = false): number | null {
    if (text.trim() === '' && !isNeeded) return null;
    const { currency } = this.#draft;
    const amount = currency === '' ? null : parseMoney(text, currency);
    if (currency === '') this.fail('currency', 'Choose one for the amounts');
    else if (!amount || amount.amountMinor === 0) this.fail(path, moneyHelp(currency));
    return amount?.amountMinor ?? 1;
  }

  instant(path: string, local: string): string | null {
    if (local === '') return null;
    const date = new Date(local);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
    this.fail(path, 'This is not a time');
    return null;
  }

  tiers(): { fromMinor: number; basisPoints: number }[] {
    const { tiers, currency } = this.#draft;
    if (currency === '') this.fail('currency', 'Choose one for the amounts');
    const read = tiers.split(',').map((text) => {
      const [from = '', percent = ''] = text.split(':');
      const amount = currency === '' ? null : parseMoney(from, currency);
      return { fromMinor: amount?.amountMinor ?? -1, basisPoints: basisPointsOf(percent) ?? 0 };
    });
    const fits = read.every(
      ({ fromMinor, basisPoints }, index) =>
        fromMinor >= 0 && basisPoints > 0 && (index === 0 || fromMinor > (read[index - 1]?.fromMinor ?? 0)),
    );
    if (!fits) this.fail('effect.tiers', 'Enter sums with percent, such as “50: 5, 100: 10”');
    return read;
  }
}

function effectOf(draft: PromotionDraft, read: Reader): Effect {
  switch (draft.kind) {
    case 'percentage':
      return { kind: 'percentage', basisPoints: read.percent('effect.basisPoints') };
    case 'fixed':
      return { kind: 'fixed', amountMinor: read.amount('effect.amountMinor', draft.amount, true) ?? 1 };
    case 'free_delivery':
      return { kind: 'free_delivery' };
    case 'buy_x_get_y':
      return {
        kind: 'buy_x_get_y',
        buy: read.count('effect.buy', draft.buy, true) ?? 1,
        get: read.count('effect.get', draft.get, true) ?? 1,
        basisPoints: read.percent('effect.basisPoints'),
      };
    case 'tiered':
      return { kind: 'tiered', tiers: read.tiers() };
  }
}

function scopeOf(draft: PromotionDraft, read: Reader): Scope {
  if (draft.scope === 'everything') return { type: 'everything' };
  const ids = draft.scope === 'categories' ? draft.categoryIds : draft.productIds;
  if (ids.length === 0) read.fail('scope', 'Choose at least one');
  // The casts: the ids come from the lists of categories and of products.
  return draft.scope === 'categories'
    ? { type: 'categories', categoryIds: ids as Extract<Scope, { type: 'categories' }>['categoryIds'] }
    : { type: 'products', productIds: ids as Extract<Scope, { type: 'products' }>['productIds'] };
}

/** What is to be sent for a draft, or what is wrong, by the path of the field. */
export function promotionInput(draft: PromotionDraft): { input: NewPromotion } | { errors: Readonly<Record<string, string>> } {
  const read = new Reader(draft);
  const name = draft.name.trim();
  const code = draft.code.trim().toUpperCase();
  if (!name) read.fail('name', 'Name it as customers are to see it');
  if (code !== '' && !/^[\p{L}\p{N}_-]{1,40}$/u.test(code)) read.fail('code', 'Letters, digits, hyphens and underscores');
  const priority = /^-?\d{1,4}$/.test(draft.priority.trim()) ? Number(draft.priority) : Number.NaN;
  if (!(Math.abs(priority) <= 1_000)) read.fail('priority', 'Enter a whole number from -1000 to 1000');
  const [startsAt, endsAt] = [read.instant('startsAt', draft.startsAt), read.instant('endsAt', draft.endsAt)];
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) read.fail('endsAt', 'It is not after the start');
  const input: NewPromotion = {
    name,
    code: code || null,
    isActive: draft.isActive,
    effect: effectOf(draft, read),
    scope: scopeOf(draft, read),
    conditions: {
      minimumSpendMinor: read.amount('conditions.minimumSpendMinor', draft.minimumSpend),
      firstOrder: draft.firstOrder,
      // The cast: the id comes from the list of groups.
      groupId: draft.groupId ? (draft.groupId as NonNullable<NewPromotion['conditions']['groupId']>) : null,
    },
    stacking: draft.stacking,
    priority,
    startsAt,
    endsAt,
    currency: draft.currency || null,
    maxUses: read.count('maxUses', draft.maxUses),
    maxUsesPerCustomer: read.count('maxUsesPerCustomer', draft.maxUsesPerCustomer),
    budgetMinor: read.amount('budgetMinor', draft.budget),
  };
  return Object.keys(read.errors).length > 0 ? { errors: read.errors } : { input };
}

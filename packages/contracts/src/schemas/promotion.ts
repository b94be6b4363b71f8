import { z } from 'zod';
import { currency, email, idOf, instant, listOf, page, text } from './primitives.ts';

/** As it is typed, but for case and spaces around it. */
export const promotionCode = text(40)
  .toUpperCase()
  .regex(/^[\p{L}\p{N}_-]+$/u, 'is to be letters, digits, hyphens and underscores');

const amountMinor = z.int().min(1).max(10_000_000_000);
/** A share in hundredths of a percent: 12.5% is 1,250. */
const basisPoints = z.int().min(1).max(10_000);
const pieces = z.int().min(1).max(999);

/** What a promotion takes off, of the lines that it counts for. */
export const promotionEffect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percentage'), basisPoints }),
  /** At most what the lines cost; in the promotion's currency. */
  z.object({ kind: z.literal('fixed'), amountMinor }),
  z.object({ kind: z.literal('free_delivery') }),
  /** Of each `buy` + `get` pieces, from the dearest on, the `get` cheapest cost less by a share; 10,000 makes them free. */
  z.object({ kind: z.literal('buy_x_get_y'), buy: pieces, get: pieces, basisPoints }),
  /** The share of the highest tier that the lines' value has reached, in the promotion's currency. */
  z.object({
    kind: z.literal('tiered'),
    tiers: z
      .array(z.object({ fromMinor: z.int().min(0).max(10_000_000_000), basisPoints }))
      .min(1)
      .max(20)
      .superRefine((tiers, context) =>
        tiers.forEach(({ fromMinor }, index) => {
          const before = tiers[index - 1];
          if (before && fromMinor <= before.fromMinor) {
            context.addIssue({ code: 'custom', path: [index, 'fromMinor'], message: 'is to be more than before' });
          }
        }),
      ),
  }),
]);

/** Which lines it counts for. A category counts with those below it. */
export const promotionScope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('everything') }),
  z.object({ type: z.literal('categories'), categoryIds: z.array(idOf('category')).min(1).max(100) }),
  z.object({ type: z.literal('products'), productIds: z.array(idOf('product')).min(1).max(200) }),
]);

export const promotionConditions = z.object({
  /** What all lines together cost at least, before discounts; in the promotion's currency. */
  minimumSpendMinor: amountMinor.nullable(),
  /** Nobody with this account or email address has an order that was not cancelled. */
  firstOrder: z.boolean(),
  /** The customer, or the email address of the order, is in this group. */
  groupId: idOf('customerGroup').nullable(),
});

const rules = {
  /** For customers, who see it in the cart and on the order. */
  name: text(80),
  /** Null for one that applies by itself. */
  code: promotionCode.nullable(),
  isActive: z.boolean(),
  effect: promotionEffect,
  scope: promotionScope,
  conditions: promotionConditions,
  /** An exclusive one stands alone on an order. */
  stacking: z.enum(['exclusive', 'combinable']),
  /** The higher comes first, and takes its share of what those before it have left. */
  priority: z.int().min(-1_000).max(1_000),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  /** Of its amounts; it counts for carts in this currency alone. Null for one without amounts, which counts for all. */
  currency: currency.nullable(),
  maxUses: z.int().min(1).max(1_000_000_000).nullable(),
  maxUsesPerCustomer: z.int().min(1).max(1_000_000).nullable(),
  /** What it may take off in all. */
  budgetMinor: amountMinor.nullable(),
};

type Rules = z.infer<z.ZodObject<typeof rules>>;

function refine(value: Rules, context: z.RefinementCtx): void {
  const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const { effect, conditions, budgetMinor, startsAt, endsAt } = value;
  const hasAmounts = effect.kind === 'fixed' || effect.kind === 'tiered' || conditions.minimumSpendMinor !== null || budgetMinor !== null;
  if (hasAmounts && value.currency === null) issue(['currency'], 'is needed for its amounts');
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) issue(['endsAt'], 'is to be after the start');
}

export const createPromotionInput = z.object(rules).superRefine(refine);
export const updatePromotionInput = z
  .object({
    promotionId: idOf('promotion'),
    /** The version that was changed from: somebody else's change since is a conflict. */
    version: z.int().min(1),
    ...rules,
  })
  .superRefine(refine);

export const promotion = z.object({
  id: idOf('promotion'),
  ...rules,
  version: z.int(),
  /** By orders that were not given up unpaid. */
  uses: z.int(),
  /** What these were given, minor units of its currency. */
  spentMinor: z.int(),
  createdAt: instant,
  updatedAt: instant,
});

export const promotionInput = z.object({ promotionId: idOf('promotion') });
export const promotionListInput = z.object({
  /** A part of a name or code. */
  query: text(80, 0).optional(),
  state: z.enum(['active', 'paused']).optional(),
  ...page,
});
export const promotionList = listOf(promotion).extend({ total: z.int() });

/** A customer by account or by the email address of an order. */
const groupMember = z.union([idOf('user'), email]);

export const customerGroup = z.object({
  id: idOf('customerGroup'),
  name: z.string(),
  members: z.array(z.string()),
  version: z.int(),
});
export const customerGroupList = listOf(customerGroup);
const groupRules = { name: text(80), members: z.array(groupMember).max(10_000) };
export const createCustomerGroupInput = z.object(groupRules);
export const updateCustomerGroupInput = z.object({ groupId: idOf('customerGroup'), version: z.int().min(1), ...groupRules });

export type Promotion = z.infer<typeof promotion>;
export type PromotionRules = Rules;
export type PromotionEffect = z.infer<typeof promotionEffect>;
export type PromotionList = z.infer<typeof promotionList>;
export type PromotionListInput = z.infer<typeof promotionListInput>;
export type CreatePromotionInput = z.infer<typeof createPromotionInput>;
export type UpdatePromotionInput = z.infer<typeof updatePromotionInput>;
export type CustomerGroup = z.infer<typeof customerGroup>;
export type CreateCustomerGroupInput = z.infer<typeof createCustomerGroupInput>;
export type UpdateCustomerGroupInput = z.infer<typeof updateCustomerGroupInput>;

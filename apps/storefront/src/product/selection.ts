import type { Product, Variant } from '#gateway/procedures.ts';

/** The chosen value of each option. */
export type Selection = Readonly<Record<string, string>>;

type Choices = Pick<Product, 'options' | 'variants'>;

/** What is chosen at first: the first variant that can be had, else the first. */
export function firstSelection({ variants }: Choices): Selection {
  return (variants.find((variant) => variant.available > 0) ?? variants[0])?.options ?? {};
}

/** The variant of a selection, if it is made. */
export function variantOf({ options, variants }: Choices, selection: Selection): Variant | undefined {
  return variants.find((variant) => options.every(({ name }) => variant.options[name] === selection[name]));
}

export type ValueState = 'available' | 'sold-out' | 'not-made';

/** How it is with a value beside what else is chosen. */
export function stateOf(choices: Choices, selection: Selection, option: string, value: string): ValueState {
  const variant = variantOf(choices, { ...selection, [option]: value });
  if (!variant) return 'not-made';
  return variant.available > 0 ? 'available' : 'sold-out';
}

/**
 * Chooses a value. When it is not made in the rest of the selection, the rest goes to a variant that has it, one that can be
 * had if there is any.
 */
export function choose(choices: Choices, selection: Selection, option: string, value: string): Selection {
  const wanted = { ...selection, [option]: value };
  if (variantOf(choices, wanted)) return wanted;
  const having = choices.variants.filter((variant) => variant.options[option] === value);
  return (having.find((variant) => variant.available > 0) ?? having[0])?.options ?? wanted;
}

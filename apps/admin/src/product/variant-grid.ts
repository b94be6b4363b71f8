/** An option as it is typed: its values stand between commas. */
export interface OptionDraft {
  readonly key: string;
  readonly name: string;
  readonly values: string;
}

/** One choice of each option, by the option's name. */
export type Choice = Readonly<Record<string, string>>;

const mostVariants = 200;

/** The values of an option, each once, in the order in which they are typed. */
export function valuesOf({ values }: Pick<OptionDraft, 'values'>): string[] {
  return [...new Set(values.split(',').map((value) => value.trim().replace(/\s+/g, ' ')))].filter(Boolean);
}

/** The options that say something: a name and at least one value. */
export function optionsOf(drafts: readonly OptionDraft[]): { name: string; values: string[] }[] {
  return drafts
    .map((draft) => ({ name: draft.name.trim(), values: valuesOf(draft) }))
    .filter(({ name, values }) => name && values.length > 0);
}

/** Every combination of the options' values, the last option's turning fastest; one empty choice when there is no option. */
export function choicesOf(options: readonly { readonly name: string; readonly values: readonly string[] }[]): Choice[] {
  return options.reduce<Choice[]>(
    (choices, { name, values }) =>
      choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value }))).slice(0, mostVariants + 1),
    [{}],
  );
}

/** Whether so many choices are more than a product may have. */
export function isTooMany(choices: readonly Choice[]): boolean {
  return choices.length > mostVariants;
}

/** What a choice is called: `Green / Large`. */
export function nameOf(choice: Choice): string {
  return Object.values(choice).join(' / ') || 'Only variant';
}

/** What tells a choice from others, however its options are called: their names may be changed while prices are typed. */
export function keyOf(choice: Choice): string {
  return JSON.stringify(Object.values(choice));
}

/** A SKU of the form that the catalogue takes (`DESK-LAMP-GREEN`), at most 64 characters. */
export function skuFor(title: string, choice: Choice): string {
  return [title, ...Object.values(choice)]
    .join('-')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-|-$/g, '');
}

/** The chosen values in the order of the options, `Blue / M`; `Standard` when there is nothing to choose. */
export function variantTitle(options: readonly { name: string }[], chosen: Readonly<Record<string, string>>): string {
  return options.map(({ name }) => chosen[name] ?? '').join(' / ') || 'Standard';
}

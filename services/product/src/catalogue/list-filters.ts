import { TradewindError } from '@tradewind/contracts/errors';

/** Values of one option, any of which will do; `labels` are as listings carry them. */
interface OptionFilter {
  readonly name: string;
  readonly labels: readonly string[];
}

/**
 * Reads `color:Blue,color:Red,size:M`. Names ignore case; a comma belongs to a value unless a name and a colon follow it.
 * @throws INVALID_INPUT naming `options`
 */
export function parseOptionFilters(options: string | undefined): OptionFilter[] {
  if (options === undefined || options === '') return [];
  const labels = new Map<string, Set<string>>();
  for (const part of options.split(/,(?=[^,:]+:)/)) {
    const [, name, value] = /^([^:]+):(.+)$/su.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined) {
      throw new TradewindError('INVALID_INPUT', 'Options are written as name:value.', {
        errors: [{ path: 'options', message: 'is not a list of name:value' }],
      });
    }
    const key = name.trim().toLowerCase();
    labels.set(key, (labels.get(key) ?? new Set()).add(`${key}:${value.trim()}`));
  }
  return [...labels].map(([name, of]) => ({ name, labels: [...of] }));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** How the last word of a number's name in code is written on the page; a count is of anything. */
const units = { Days: /^days?$/, Hours: /^hours?$/, Megabytes: /^MB$/, Count: /./ };

/**
 * What docs/retention.md says of a room's numbers, by their names in code.
 * @throws Error for a row whose unit is not the one that the name ends with
 */
export function documentedRetention(room: string, page = readFileSync(join(root, 'docs/retention.md'), 'utf8')): Record<string, number> {
  const rows = page.matchAll(/^\|[^|]*\| ([\d,]+) (\w+) *\|[^|]*\|[^|]*\| `(\w+)\.(\w+)` *\|$/gm);
  return Object.fromEntries(
    [...rows]
      .filter(([, , , of]) => of === room)
      .map(([, amount = '', unit = '', , name = '']) => {
        const spelled = Object.entries(units).find(([ending]) => name.endsWith(ending))?.[1];
        if (!spelled?.test(unit)) throw new Error(`docs/retention.md tells ${name} in ${unit}`);
        return [name, Number(amount.replaceAll(',', ''))];
      }),
  );
}

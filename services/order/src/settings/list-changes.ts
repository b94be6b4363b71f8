import { settings as schemas } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Services } from '../services.ts';

/** Rows are numbered in the order of their writing, so the last one of a page is its cursor. */
function before(cursor: string | undefined): Prisma.SettingChangeWhereInput {
  if (cursor === undefined) return {};
  if (!/^\d{1,18}$/.test(cursor)) throw invalid('cursor', 'is not a cursor of this list');
  return { id: { lt: BigInt(cursor) } };
}

/** Who changed which settings, the latest first. @throws INVALID_INPUT naming `cursor` */
export async function listSettingsChanges(
  ctx: Services,
  input: { section?: schemas.SettingsSection | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: schemas.SettingsChange[]; nextCursor: string | null }> {
  const rows = await ctx.prisma.settingChange.findMany({
    where: { section: input.section, ...before(input.cursor) },
    orderBy: { id: 'desc' },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => schemas.settingsChange.parse({ ...row, id: String(row.id), at: row.at.toISOString() })),
    nextCursor: last ? String(last.id) : null,
  };
}

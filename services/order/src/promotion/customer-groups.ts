import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';

type Group = promotion.CustomerGroup;

const columns = `g.id, g.name, g.version, ARRAY(SELECT member FROM customer_group_member m WHERE m.group_id = g.id ORDER BY member) AS members`;
const listText = `SELECT ${columns} FROM customer_group g ORDER BY g.name`;
const findText = `SELECT ${columns} FROM customer_group g WHERE g.id = $1`;
const insertText = 'INSERT INTO customer_group (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id';
const updateText = `
  UPDATE customer_group SET name = $3, version = version + 1
  WHERE id = $1 AND version = $2 AND NOT EXISTS (SELECT FROM customer_group other WHERE other.name = $3 AND other.id <> $1) RETURNING id`;
const membersText = `
  WITH wanted AS (SELECT DISTINCT unnest($2::text[]) AS member), gone AS (
    DELETE FROM customer_group_member WHERE group_id = $1 AND member <> ALL ($2::text[])
  )
  INSERT INTO customer_group_member (group_id, member) SELECT $1, member FROM wanted ON CONFLICT DO NOTHING`;

async function load(sql: Sql, groupId: Id<'customerGroup'>): Promise<Group> {
  const group = onlyRow(await sql.rows<Group>(findText, [groupId]));
  if (!group) throw new TradewindError('NOT_FOUND', 'There is no such group.');
  return group;
}

/** All groups of customers, by name. */
export async function listCustomerGroups(ctx: Services): Promise<{ items: Group[]; nextCursor: null }> {
  return { items: await ctx.db.rows<Group>(listText), nextCursor: null };
}

/** Makes a group of customers. @throws INVALID_INPUT naming a name that is taken */
export function createCustomerGroup(ctx: Services, { name, members }: promotion.CreateCustomerGroupInput): Promise<Group> {
  return ctx.db.transaction(async (sql) => {
    const id = newId('customerGroup');
    if ((await sql.rows(insertText, [id, name])).length === 0) throw invalid('name', 'is taken by another group');
    await sql.rows(membersText, [id, members]);
    return load(sql, id);
  });
}

/**
 * Puts a name and a list of members in the place of a group's.
 * @throws NOT_FOUND; INVALID_INPUT naming a name that is taken; CONFLICT when somebody else has changed it since it was read
 */
export function updateCustomerGroup(ctx: Services, input: promotion.UpdateCustomerGroupInput): Promise<Group> {
  const { groupId, version, name, members } = input;
  return ctx.db.transaction(async (sql) => {
    const before = await load(sql, groupId);
    if ((await sql.rows(updateText, [groupId, version, name])).length === 0) {
      if (before.version === version) throw invalid('name', 'is taken by another group');
      throw new TradewindError('CONFLICT', 'Somebody else has changed this group meanwhile; look at it first.');
    }
    await sql.rows(membersText, [groupId, members]);
    return load(sql, groupId);
  });
}

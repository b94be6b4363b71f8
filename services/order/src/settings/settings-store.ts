import { settings as schemas } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';

const readText = `
  SELECT json_object_agg(section, json_build_object('value', value, 'version', version, 'changedAt', changed_at, 'changedBy', changed_by)) AS all
  FROM setting`;

/** Timestamps inside of JSON come with an offset and microseconds. */
function withInstant<Kept extends { changedAt: string }>(kept: Kept): Kept {
  return { ...kept, changedAt: new Date(kept.changedAt).toISOString() };
}

/** All settings in one statement. */
export async function readSettings(sql: Sql): Promise<schemas.Settings> {
  const all = onlyRow(await sql.rows<{ all: schemas.Settings }>(readText))?.all;
  if (!all) throw new Error('the settings are written by a migration');
  return schemas.settings.parse({ store: withInstant(all.store), delivery: withInstant(all.delivery), tax: withInstant(all.tax) });
}

const updateText = `
  UPDATE setting SET value = $3, version = version + 1, changed_at = now(), changed_by = $4 WHERE section = $1 AND version = $2 RETURNING version`;

/** The database adds what was changed to the history. @returns false when it is not of that version any more */
export async function writeSetting(sql: Sql, change: schemas.UpdateSettingsInput & { actor: string }): Promise<boolean> {
  const { section, version, value, actor } = change;
  return (await sql.rows(updateText, [section, version, JSON.stringify(value), actor])).length === 1;
}

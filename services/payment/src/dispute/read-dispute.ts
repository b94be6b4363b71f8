import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import type { Context } from '../services.ts';
import { findDispute, readFacts } from './dispute-store.ts';
import { toDisputeFile, toDisputeSummary } from './dispute-view.ts';
import { readFiles } from './file-store.ts';

const postingsText = `
  SELECT t.kind, t.created_at AS at, e.account, e.amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.dispute_id = $1 AND e.currency = $2 ORDER BY t.created_at, t.id`;

interface Posted {
  readonly kind: string;
  readonly at: Date;
  readonly account: string;
  readonly amount: number;
}

/** A dispute with its evidence, its money by the ledger and its history. @throws NOT_FOUND */
export async function readDispute({ db }: Pick<Context, 'db'>, { disputeId }: { disputeId: string }): Promise<schemas.Dispute> {
  const row = await findDispute(db, disputeId);
  if (!row) throw new TradewindError('NOT_FOUND', 'There is no such dispute.');
  const [files, facts, posted] = [await readFiles(db, row.id), await readFacts(db, row.id), await readPosted(db, row.id, row.currency)];
  const sumOf = (account: string) => {
    const amounts = posted.filter((entry) => entry.account === account).map(({ amount }) => amount);
    return money(
      amounts.reduce((sum, amount) => sum + amount, 0),
      row.currency,
    );
  };
  const moved = posted
    .filter(({ account }) => account === 'disputes')
    .map(({ kind, at, amount }) => ({ at, type: kind, actor: 'ledger', data: { amount: money(Math.abs(amount), row.currency) } }));
  const timeline = [...facts, ...moved].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return {
    ...toDisputeSummary(row),
    evidence: row.evidence,
    files: files.map(toDisputeFile),
    money: { withheld: sumOf('disputes'), lost: sumOf('dispute_losses'), fees: sumOf('fees') },
    timeline: timeline.map(({ at, type, actor, data }) => ({ at: at.toISOString(), type, actor, data })),
  };
}

function readPosted(sql: Sql, disputeId: string, currency: Currency): Promise<Posted[]> {
  return sql.rows(postingsText, [disputeId, currency]);
}

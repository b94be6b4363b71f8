import type { messages } from '@tradewind/contracts/schemas';
import { type Database, idempotent, type Sql } from '@tradewind/service';

/** On whose behalf, and in which service's database. */
export interface Operator {
  readonly db: Database;
  /** `usr_…`, or `operator:` and the name of an account of the machine. */
  readonly actor: string;
}

type Recorded = { [Kind in messages.Action['action']]: Pick<Extract<messages.Action, { action: Kind }>, 'action' | 'target' | 'detail'> };

/** What was done, to be told by {@link listActions}. */
type NewAction = Recorded[keyof Recorded];

interface Request {
  readonly procedure: string;
  readonly input: { readonly idempotencyKey?: string | undefined };
}

const record = 'INSERT INTO messaging.action (actor, action, target, detail) VALUES ($1, $2, $3, $4::jsonb)';

/**
 * Does what somebody asked for and writes down that they did, in one transaction; once per idempotency key, which is no part of
 * what is compared.
 */
export async function audited<Answer extends object>(
  { db, actor }: Operator,
  { procedure, input }: Request,
  work: (sql: Sql) => Promise<{ answer: Answer; action: NewAction }>,
): Promise<Answer> {
  const { idempotencyKey: key, ...body } = input;
  return idempotent<Answer>({ db, procedure, actor, key, body }, async (claim) => {
    if (claim.resource !== null) {
      // An earlier try did it and could not say so. The cast: it is what the transaction below attached.
      return JSON.parse(claim.resource) as Answer;
    }
    return db.transaction(async (sql) => {
      const { answer, action } = await work(sql);
      await sql.rows(record, [actor, action.action, action.target, JSON.stringify(action.detail)]);
      await claim.attach(sql, JSON.stringify(answer));
      return answer;
    });
  });
}

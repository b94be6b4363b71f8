import { createHash } from 'node:crypto';

/** Runs one statement. Texts are prepared on the server under a name made of their hash: keep them constant, values in `values`. */
export interface Sql {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` once what was written here is committed, and not at all when it is rolled back. Absent where nobody can tell (Prisma). */
  readonly afterCommit?: (work: () => void) => void;
}

/** A text that varies would fill every connection with statements; past this many texts, new ones are run unprepared. */
const maxNames = 2_000;
const names = new Map<string, string>();

/** The name a text is prepared under, or undefined when there are too many texts already. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxNames) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/** The only row of an answer that has one at most. @throws Error when there are more. */
export function onlyRow<Row>(rows: readonly Row[]): Row | undefined {
  if (rows.length > 1) throw new Error(`one row was expected, there are ${rows.length}`);
  return rows[0];
}

/** What a Prisma transaction offers of raw SQL. */
interface RawPrisma {
  $queryRawUnsafe<Result>(text: string, ...values: unknown[]): PromiseLike<Result>;
}

/** Lets a Prisma transaction be used where {@link Sql} is asked for, such as to append to the outbox. */
export function prismaSql(tx: RawPrisma): Sql {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) => await tx.$queryRawUnsafe<Row[]>(text, ...values),
  };
}

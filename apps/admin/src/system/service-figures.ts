import type { ServiceState } from '#gateway/procedures.ts';
import { age } from './system-words.ts';

/** A number of the overview. */
export interface Figure {
  /** Null when there is none. */
  readonly number: number | null;
  /** Why there is none, for those who do not see the dash. */
  readonly why?: string;
  readonly note?: string;
  /** What somebody has to look into. */
  readonly alarm?: string;
}

const without = (why: string): Figure => ({ number: null, why });

type Figures = Readonly<Record<'outbox' | 'lag' | 'jobs' | 'parked', Figure>>;

/** What a service has still to tell (outbox), to hear (lag) and to do (jobs), and what it could not handle. */
export function serviceFigures({ service, messages }: ServiceState, now: number = Date.now()): Figures {
  if (!messages) {
    const none = without(service === 'gateway' ? 'It has none' : 'Not known');
    return { outbox: none, lag: none, jobs: none, parked: none };
  }
  const { outbox, lag, hears, deadLetters, jobs } = messages;
  const givenUp = jobs?.reduce((sum, { failed }) => sum + failed, 0) ?? 0;
  const { waiting, retrying, behind } = deadLetters;
  return {
    outbox: { number: outbox.depth, ...(outbox.oldestAt && { note: `oldest ${age(outbox.oldestAt, now)}` }) },
    lag: lag === null ? without(hears.length === 0 ? 'It hears nothing' : 'Not known') : { number: lag },
    jobs: jobs
      ? {
          number: jobs.reduce((sum, job) => sum + job.waiting, 0),
          ...(givenUp > 0 && { alarm: `${givenUp.toLocaleString('en')} given up` }),
        }
      : without('Not known'),
    parked: {
      number: waiting + retrying + behind,
      ...(waiting > 0 && { alarm: `${waiting.toLocaleString('en')} ${waiting === 1 ? 'needs' : 'need'} attention` }),
    },
  };
}

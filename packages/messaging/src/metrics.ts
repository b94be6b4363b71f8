import type { Sql } from '@tradewind/service';
import { Counter, Gauge, Histogram } from 'prom-client';

export const eventsPublished = new Counter({
  name: 'tradewind_events_published_total',
  help: 'Events carried from the outbox to the bus',
  labelNames: ['topic'],
});

export const eventsHandled = new Counter({
  name: 'tradewind_events_handled_total',
  help: 'Events settled by a consumer, by what became of them',
  labelNames: ['group', 'type', 'outcome'],
});

export const eventDelay = new Histogram({
  name: 'tradewind_event_delay_seconds',
  help: 'From the writing of an event to the commit of its effect',
  labelNames: ['group'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300],
});

export const busRestarts = new Counter({
  name: 'tradewind_bus_restarts_total',
  help: 'Consumers that crashed or fell silent and were started again',
  labelNames: ['group'],
});

export const jobsDone = new Counter({
  name: 'tradewind_jobs_total',
  help: 'Attempts at jobs, by their outcome',
  labelNames: ['job', 'outcome'],
});

const queuedBy = new Set<() => Promise<readonly ({ readonly name: string } & Readonly<Record<JobState, number>>)[]>>();
const jobStates = ['waiting', 'active', 'delayed', 'failed'] as const;
type JobState = (typeof jobStates)[number];

new Gauge({
  name: 'tradewind_jobs_queued',
  help: 'Jobs by name and state; failed are those given up within the last 14 days',
  labelNames: ['job', 'state'],
  async collect() {
    this.reset();
    for (const read of queuedBy) {
      for (const figures of await read().catch(() => [])) {
        for (const state of jobStates) {
          this.inc({ job: figures.name, state }, figures[state]);
        }
      }
    }
  },
});

/** Shows how many jobs there are of each name and state until the returned function is called. */
export function watchJobs(read: Parameters<(typeof queuedBy)['add']>[0]): () => void {
  queuedBy.add(read);
  return () => void queuedBy.delete(read);
}

export const sweepFound = new Counter({
  name: 'tradewind_sweep_found_total',
  help: 'What sweeps came upon, by job and kind',
  labelNames: ['job', 'what'],
});

export const sweepRan = new Gauge({
  name: 'tradewind_sweep_last_run_timestamp_seconds',
  help: 'When this process last finished a sweep, in seconds since 1970',
  labelNames: ['job'],
});

type Figures<Name extends string> = Partial<Record<Name, number>>;
type Watch<Name extends string> = (labels: Record<string, string>, read: () => Promise<Figures<Name>>) => () => void;

/** Gauges whose figures are asked for when somebody looks, over all that is watched in this process. */
function gauges<Name extends string>(labelNames: string[], described: Record<Name, { name: string; help: string }>): Watch<Name> {
  const sources = new Map<symbol, { labels: Record<string, string>; read: () => Promise<Figures<Name>> }>();
  for (const key of Object.keys(described) as Name[]) {
    new Gauge({
      ...described[key],
      labelNames,
      async collect() {
        this.reset();
        for (const { labels, read } of sources.values()) {
          const figures = await read().catch((): Figures<Name> => ({}));
          this.inc(labels, figures[key] ?? 0);
        }
      },
    });
  }
  return (labels, read) => {
    const key = Symbol('watched');
    sources.set(key, { labels, read });
    return () => sources.delete(key);
  };
}

const watchingOutbox = gauges([], {
  depth: { name: 'tradewind_outbox_depth', help: 'Events committed and not published yet' },
  age: { name: 'tradewind_outbox_age_seconds', help: 'Age of the oldest event that is not published yet' },
});

const watchingLag = gauges(['group'], {
  lag: { name: 'tradewind_consumer_lag_events', help: 'Events in the log that the group has not settled yet' },
});

const watchingDeadLetters = gauges(['group'], {
  waiting: { name: 'tradewind_dead_letters', help: 'Parked events that wait for somebody to look, and those behind others' },
  retrying: { name: 'tradewind_parked_retrying', help: 'Parked events that are tried again by themselves' },
});

/** Shows an outbox's depth and age until the returned function is called. */
export function watchOutbox(sql: Sql): () => void {
  return watchingOutbox({}, async () => {
    const [row] = await sql.rows<{ depth: number; age: number }>(
      `SELECT count(*) AS depth, coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 AS age
       FROM messaging.outbox WHERE published_at IS NULL`,
    );
    return row ?? {};
  });
}

/** Shows how far a group is behind until the returned function is called. */
export function watchLag(group: string, read: () => Promise<number>): () => void {
  return watchingLag({ group }, async () => ({ lag: await read() }));
}

/** Shows a service's dead letters until the returned function is called. */
export function watchDeadLetters(sql: Sql, group: string): () => void {
  return watchingDeadLetters({ group }, async () => {
    const [row] = await sql.rows<{ waiting: number; retrying: number }>(
      `SELECT count(*) FILTER (WHERE retry_at IS NULL) AS waiting, count(*) FILTER (WHERE retry_at IS NOT NULL) AS retrying
       FROM messaging.dead_letter`,
    );
    return row ?? {};
  });
}

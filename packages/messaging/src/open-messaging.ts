import type { ServiceName } from '@tradewind/contracts/permissions';
import { type Database, type Logger, redisEnv } from '@tradewind/service';
import { z } from 'zod';
import { type BusOptions, type EventBus, openBus } from './bus/event-bus.ts';
import { brokersPattern } from './bus/kafka-bus.ts';
import type { Consumer } from './consumers/on.ts';
import { startConsumers } from './consumers/start-consumers.ts';
import type { JobWorks } from './jobs/job-work.ts';
import { type Jobs, openJobs } from './jobs/open-jobs.ts';
import { retentionJob } from './jobs/retention-job.ts';
import type { RowSweeps } from './jobs/sweeping.ts';
import { rememberHeard } from './operations/heard-types.ts';
import { startRelay } from './outbox/relay.ts';
import { notifyRelays } from './outbox/wake.ts';
import type { MessagesContext } from './router.ts';

/** What a process of a service may do beside answering calls. */
export const works = ['relay', 'consumers', 'jobs'] as const;
export type Work = (typeof works)[number];

/** Where events travel: the embedded event log, unless Kafka is given. */
export const busEnv = {
  EVENTS_DATABASE_URL: z.string().optional(),
  KAFKA_BROKERS: z.string().regex(brokersPattern, 'is not host:port, several separated by commas').optional(),
  /** Before the names of topics and consumer groups, for shops that share a cluster. */
  KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'may hold letters, digits, dots, dashes and underscores')
    .optional(),
};

/** What messaging reads from the environment; spread it into the service's own schema. */
export const messagingEnv = {
  ...busEnv,
  ...redisEnv,
  /** What this process does beside answering calls: some of relay, consumers, jobs, comma-separated, or `none`. */
  WORK: z
    .string()
    .default(works.join(','))
    .transform((text) => (text === 'none' ? [] : text.split(',').map((work) => work.trim())))
    .pipe(z.array(z.enum(works))),
};

/** What of the environment {@link openBus} wants. */
export function busOptionsOf(
  env: z.infer<z.ZodObject<typeof busEnv>>,
): Pick<BusOptions, 'eventsDatabaseUrl' | 'kafkaBrokers' | 'kafkaPrefix'> {
  return { eventsDatabaseUrl: env.EVENTS_DATABASE_URL, kafkaBrokers: env.KAFKA_BROKERS, kafkaPrefix: env.KAFKA_PREFIX };
}

export interface MessagingOptions {
  readonly service: ServiceName;
  readonly db: Database;
  readonly env: z.infer<z.ZodObject<typeof messagingEnv>>;
  readonly log: Logger;
}

/** How a service process tells, hears, and does things later. */
export interface Messaging<Catalogue extends object> extends MessagesContext {
  readonly bus: EventBus;
  /** For enqueueing, and to see how they stand; every process of a service may do that. */
  readonly jobs: Pick<Jobs<Catalogue>, 'enqueue' | 'figures'>;
  /** Begins to hear events, where this process does that. */
  hear(consumers: readonly Consumer[]): Promise<void>;
  /**
   * Begins to work on jobs, where this process does that; `everyMs` gives one a schedule.
   * @param retention what the service deletes by age, beside what every service carries: the job `retention` does both
   */
  work(works: JobWorks<Catalogue>, retention?: RowSweeps): Promise<void>;
  /** For /health/ready: `bus`, and `jobs` where this process works on them. */
  readonly checks: Record<string, () => Promise<unknown>>;
  /** Finishes what is in hand: consumers, jobs, relay, then the bus. To be called before the database is closed. */
  close(): Promise<void>;
}

/** Opens what a service needs of messaging, in one process or, by `WORK`, spread over several. @throws when a backend cannot be reached. */
export async function openMessaging<Catalogue extends object = Record<string, unknown>>(
  options: MessagingOptions,
): Promise<Messaging<Catalogue>> {
  const { service, db, env, log } = options;
  const does = (work: Work) => env.WORK.includes(work);
  const bus = await openBus({ service, ...busOptionsOf(env), log });
  const jobs = await openJobs<Catalogue>({ service, databaseUrl: db.url, redisUrl: env.REDIS_URL, log, idle: !does('jobs') });
  const relay = does('relay') ? await startRelay({ db, bus, log }) : undefined;
  const unsubscribe = relay ? undefined : notifyRelays(db, (err) => log.warn({ err }, 'relays could not be told of events'));
  let hearing: { close(): Promise<void> } | undefined;
  return {
    service,
    db,
    bus,
    jobs,
    hear: async (consumers) => {
      await rememberHeard(db, consumers);
      hearing = does('consumers') ? await startConsumers({ bus, db, service, consumers, log }) : undefined;
    },
    work: (given, retention = {}) => jobs.work({ ...given, retention: retentionJob({ db, bus }, retention) }),
    checks: { bus: () => bus.check(), ...(does('jobs') && { jobs: () => jobs.check() }) },
    close: async () => {
      await hearing?.close();
      await jobs.close();
      unsubscribe?.();
      await relay?.close();
      await bus.close();
    },
  };
}

import { openJobs } from '@tradewind/messaging';
import { createLogger } from '@tradewind/service';
import { eventually, takenSteps } from '@tradewind/testing';
import pg from 'pg';
import type { SagaShop, StepService } from './saga-shop.ts';

/** Lets what runs by a schedule run now, so that nobody has to wait for it. */
export interface Sweeps {
  /** The sweep that a step belongs to, by the beginning of its name; nothing for steps of anything else. */
  of(service: StepService, step: string): string | undefined;
  runNow(service: StepService, sweep: string): Promise<void>;
  /** Resolves when it has begun once more. */
  runOnce(service: StepService, sweep: string): Promise<void>;
  /** Resolves when each of all services has begun once more. */
  runAll(): Promise<void>;
  close(): Promise<void>;
}

/** @param shop whose processes have stored their schedules */
export async function openSweeps({ places, stepsOf }: SagaShop): Promise<Sweeps> {
  const log = createLogger({ service: 'saga', level: 'silent' });
  const names = ['order', 'product', 'payment', 'notification'] as const;
  const opened = await Promise.all(
    names.map(async (service) => {
      const databaseUrl = places.databases[service];
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      const { rows } = await client.query<{ id: string }>('SELECT scheduler_id AS id FROM bullmq.scheduler');
      await client.end();
      const jobs = await openJobs({ service, databaseUrl, log });
      return [service, { jobs, sweeps: rows.map(({ id }) => id) }] as const;
    }),
  );
  const byService = new Map<StepService, (typeof opened)[number][1]>(opened);
  const runNow = async (service: StepService, sweep: string) => byService.get(service)?.jobs.enqueue(sweep, {});
  const runsOf = (service: StepService, sweep: string) => takenSteps(stepsOf(service)).filter((step) => step === `job ${sweep}`).length;

  async function runOnce(service: StepService, sweep: string): Promise<void> {
    const before = runsOf(service, sweep);
    await runNow(service, sweep);
    const hasRun = async () => {
      if (runsOf(service, sweep) === before) throw new Error(`${sweep} does not run`);
    };
    await eventually(hasRun, { timeoutMs: 60_000 });
  }

  return {
    of: (service, step) => byService.get(service)?.sweeps.find((sweep) => step === `job ${sweep}` || step.startsWith(`job ${sweep} >`)),
    runNow,
    runOnce,
    async runAll() {
      await Promise.all(opened.flatMap(([service, { sweeps }]) => sweeps.map((sweep) => runOnce(service, sweep))));
    },
    async close() {
      await Promise.all(opened.map(([, { jobs }]) => jobs.close()));
    },
  };
}

import type { ServiceName } from '@tradewind/contracts/permissions';
import { type Logger, runInCall, takeStep } from '@tradewind/service';
import { type Job, UnrecoverableError } from 'bullmq';
import { within } from '../bounded.ts';
import { jobsDone, sweepFound, sweepRan } from '../metrics.ts';
import type { Findings, JobWork, Stored } from './job-work.ts';

function report(job: string, findings: Findings, log: Logger): void {
  sweepRan.setToCurrentTime({ job });
  for (const [what, count] of Object.entries(findings)) {
    sweepFound.inc({ job, what }, count);
  }
  if (Object.values(findings).some((count) => count > 0)) {
    log.info({ job, findings }, 'a sweep found something');
  }
}

/** Makes one attempt at a job, as the service, in the trace that enqueued it. @throws what went wrong, in BullMQ's words when it was the last. */
export async function attemptJob<Data>(
  name: string,
  work: JobWork<Data>,
  job: Job<Stored>,
  { service, log }: { service: ServiceName; log: Logger },
): Promise<Findings | undefined> {
  const timeoutMs = work.timeoutMs ?? 60_000;
  const { data, traceparent } = job.data;
  const actor = { kind: 'service', name: service } as const;
  try {
    const findings = await within(timeoutMs, (signal) =>
      // The cast: whoever enqueues the name gives the data that the catalogue says.
      runInCall({ actor, traceparent, log, signal, deadline: Date.now() + timeoutMs }, () =>
        takeStep({ kind: 'job', names: [name] }, async () => work.handle(data as Data)),
      ),
    );
    jobsDone.inc({ job: name, outcome: 'done' });
    if (findings) {
      report(name, findings, log);
    }
    return findings ?? undefined;
  } catch (err) {
    const last = job.attemptsMade + 1 >= (work.attempts ?? 5);
    jobsDone.inc({ job: name, outcome: last ? 'given_up' : 'failed' });
    log[last ? 'error' : 'warn']({ err, job: name, jobId: job.id, attempt: job.attemptsMade + 1 }, 'a job failed');
    throw last ? new UnrecoverableError(err instanceof Error ? err.message : 'the job failed') : err;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Armed, armFault } from '@tradewind/testing';
import type { StepFault } from './plan-faults.ts';
import type { SagaShop } from './saga-shop.ts';
import type { Stages } from './stage.ts';
import { stories } from './stories.ts';
import type { Sweeps } from './sweeps.ts';

interface FiredFault extends StepFault {
  /** Milliseconds since 1970; a moment after it happened. */
  readonly at: number;
  /** The number of the story that it was armed for. */
  readonly journey: number;
}

export interface Broken {
  readonly fired: readonly FiredFault[];
  /** Faults whose step did not come again, however often its story was told. */
  readonly missed: readonly StepFault[];
}

/** How often a story is told anew when its step does not come: some come only when two things happen at once. */
const tellings = 5;
/** How long a step may take to come once its story is told, which is what sweeps need; and from the beginning of the story. */
const afterMs = 2_500;
const longestMs = 20_000;
/** An event that fails so often is parked, and tried again from there. */
const effectTimes = 3;

/** @returns whether it fired before the story was over for a while */
async function untilFired(armed: Armed, tale: Promise<void>): Promise<boolean> {
  let over = Date.now() + longestMs;
  void tale.then(() => {
    over = Math.min(over, Date.now() + afterMs);
  });
  while (Date.now() < over) {
    if (armed.hasFired()) return true;
    await sleep(10);
  }
  return armed.hasFired();
}

/**
 * Breaks one step after the other in one way after the other: arms a fault, tells its story until the fault has happened, waits until
 * the process is back, and goes on to the next. The stories find their own ends meanwhile, which sweeps and leases may take a minute for.
 */
export async function breakSteps(options: {
  shop: SagaShop;
  stages: Stages;
  sweeps: Sweeps;
  faults: readonly StepFault[];
  say: (line: string) => void;
}): Promise<Broken> {
  const { shop, stages, sweeps, faults, say } = options;
  const fired: FiredFault[] = [];
  const missed: StepFault[] = [];
  const tales: Promise<void>[] = [];

  async function breakOne(fault: StepFault, id: string): Promise<void> {
    const { service, step, how, story } = fault;
    const starts = shop.startsOf(service);
    const armed = armFault(shop.stepsOf(service), id, { step, how, times: step.startsWith('effect') ? effectTimes : 1 });
    const sweep = sweeps.of(service, step);
    for (let telling = 0; telling < tellings; telling += 1) {
      const stage = stages.stage();
      const tale = stories[story](stage);
      tales.push(tale);
      if (sweep !== undefined) await sweeps.runNow(service, sweep);
      if (!(await untilFired(armed, tale))) continue;
      fired.push({ ...fault, at: Date.now(), journey: stage.number });
      if (how.startsWith('crash')) await shop.untilStarted(service, starts);
      return;
    }
    armed.disarm();
    missed.push(fault);
    say(`did not come: ${service}: ${step} (${how})`);
  }

  for (const [index, fault] of faults.entries()) {
    if (index % 50 === 0 && index > 0) say(`${index} of ${faults.length} faults`);
    await breakOne(fault, String(index));
  }
  await Promise.all(tales);
  return { fired, missed };
}

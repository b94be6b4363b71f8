import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Step, standAround } from '@tradewind/service/steps';
import type { ArmedFault } from './steps.ts';

/**
 * Loaded into a process of a service by `--import`: writes down every step that it takes, and makes those fail, or ends the process at
 * those, for which a fault is armed. Steps and faults are files, so that a process may be ended at any moment without losing any.
 */
const folder = process.env.STEPS_DIR ?? '';
const armed = join(folder, 'armed');
const taken = join(folder, 'taken.jsonl');

/** One step under way, and what is counted inside of it. */
interface Frame {
  readonly label: string;
  readonly counts: Map<string, number>;
}

/** One passing of a step: what it is in itself, and what it is called where it is. */
interface Passage {
  readonly label: string;
  readonly name: string;
}

const frames = new AsyncLocalStorage<Frame>();
/** Beyond this many times inside of one step, the same thing again is nothing new. */
const mostTimes = 3;
/** Faults that go on: those of several times, and those whose step is tried again inside of the same one. */
const lasting: { fault: ArmedFault; label: string; within: Frame | undefined; left: number }[] = [];

const writing = /\b(INSERT INTO|DELETE FROM|(?<!FOR |KEY )UPDATE)\s+([a-z_.]+)/;

/** What a step is called inside of another; undefined for a statement that only reads. */
function labelsOf({ kind, names }: Step): string[] | undefined {
  if (kind === 'commit') return ['commit'];
  if (kind !== 'write') return [...new Set(names)].map((name) => `${kind} ${name}`);
  const [, verb, table] = writing.exec(names[0] ?? '') ?? [];
  return verb === undefined ? undefined : [`write ${verb} ${table}`];
}

/** Takes an armed fault for a step of this name, which then is nobody else's. */
function takeFault(passages: readonly Passage[]): { fault: ArmedFault; label: string } | undefined {
  for (const file of readdirSync(armed)) {
    if (!file.endsWith('.json')) continue;
    try {
      // The cast: it was written by `armFault`.
      const fault = JSON.parse(readFileSync(join(armed, file), 'utf8')) as ArmedFault;
      const hit = passages.find(({ name }) => name === fault.step);
      if (!hit) continue;
      renameSync(join(armed, file), join(armed, `${file}.fired`));
      return { fault, label: hit.label };
    } catch {
      // Taken by another step in this moment, or not whole yet.
    }
  }
  return undefined;
}

function faultFor(labels: readonly string[], passages: readonly Passage[], within: Frame | undefined): ArmedFault['how'] | undefined {
  const going = lasting.find((one) => one.left > 0 && labels.includes(one.label) && (one.within === undefined || one.within === within));
  if (going) {
    going.left -= 1;
    return going.fault.how;
  }
  const armedFault = takeFault(passages);
  if (!armedFault) return undefined;
  const { fault, label } = armedFault;
  lasting.push({ fault, label, within, left: within === undefined ? fault.times - 1 : Number.POSITIVE_INFINITY });
  return fault.how;
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

async function around<T>(step: Step, work: () => Promise<T>): Promise<T> {
  const labels = labelsOf(step);
  if (labels === undefined) return await work();
  const within = frames.getStore();
  const passages = labels.flatMap((label) => {
    const count = (within?.counts.get(label) ?? 0) + 1;
    within?.counts.set(label, count);
    const name = count === 1 ? label : `${label} (${count})`;
    return count > mostTimes ? [] : [{ label, name: within ? `${within.label} > ${name}` : name }];
  });
  appendFileSync(taken, passages.map(({ name }) => `${JSON.stringify(name)}\n`).join(''));
  const how = faultFor(labels, passages, within);
  if (how === 'crash-before') return await die();
  if (how === 'fail') throw new Error('a test makes this step fail');
  const done = frames.run({ label: passages[0]?.name ?? labels[0] ?? '', counts: new Map() }, work);
  // Also when what it did was to refuse.
  if (how === 'crash-after') return await done.then(die, die);
  const result = await done;
  if (how === 'lose') throw new Error('a test loses the answer of this step');
  return result;
}

mkdirSync(armed, { recursive: true });
standAround(around);

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { takenSteps } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knowledgeOf, readRecord } from '../record/knowledge.ts';
import { openRecorder, type Recorder } from '../record/recorder.ts';
import { readBooks } from '../verify/read-books.ts';
import { untilQuiet } from '../verify/until-quiet.ts';
import { verify } from '../verify/verify.ts';
import { type Broken, breakSteps } from './break-steps.ts';
import { stepsInCode } from './code-steps.ts';
import { compareSteps, labelOf, onlyAfterFaults } from './compare-steps.ts';
import { outcomesOf, outcomesText } from './outcomes.ts';
import { everyFault, someFaults } from './plan-faults.ts';
import { recordSteps, type SeenStep } from './record-steps.ts';
import { readSagaOptions } from './saga-options.ts';
import { type SagaShop, startSagaShop, stepServices } from './saga-shop.ts';
import { openStages, type Stages } from './stage.ts';
import { openSweeps, type Sweeps } from './sweeps.ts';

/** Longer than the lease of a key whose holder died, so that orders are finished as well as undone. */
const expiryMinutes = 1;
/** What finds orders, payments and mails that were left half-way comes within a minute; an unpaid order waits as long before. */
const restMs = 180_000;
const root = join(import.meta.dirname, '../../../..');
const folder = join(root, '.tradewind');
const recordFile = join(folder, 'saga-record.jsonl');
const options = readSagaOptions(process.env);
const isWhole = options.share === 1 && options.only === undefined && options.stories.isEvery;

let shop: SagaShop;
let recorder: Recorder;
let stages: Stages;
let sweeps: Sweeps;

const say = (line: string) => console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
const keep = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value, null, 2));

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  say(`sagas: seed ${options.seed}`);
  shop = await startSagaShop(expiryMinutes);
  recorder = openRecorder(recordFile);
  sweeps = await openSweeps(shop);
  stages = await openStages({ shop, recorder, sweeps, own: 60 });
});

afterAll(async () => {
  recorder?.close();
  await stages?.close();
  await sweeps?.close();
  await shop?.close();
});

describe('every step of every purchase', () => {
  let steps: SeenStep[] = [];
  let broken: Broken = { fired: [], missed: [] };

  it('is found by letting each purchase happen once', async () => {
    steps = await recordSteps(shop, stages, options.stories.names);
    keep('saga-steps.json', steps);
    say(`${steps.length} steps in ${options.stories.names.length} stories`);
    expect(new Set(steps.map(({ service }) => service))).toEqual(new Set(stepServices));
  });

  if (options.stories.isEvery) {
    it('is all that the code can do, and nothing else', () => {
      expect(compareSteps(stepsInCode(root), steps)).toEqual({ untold: [], unread: [], stale: [] });
    });
  }

  it('is failed, robbed of its answer, and crashed before and after, one at a time', async () => {
    const chosen = options.share === 1 ? everyFault(steps) : someFaults(steps, options);
    const faults = chosen.filter(({ service, step }) => options.only === undefined || `${service}: ${step}`.includes(options.only));
    say(`${faults.length} faults`);
    expect(faults.length).toBeGreaterThan(0);
    broken = await breakSteps({ shop, stages, sweeps, faults, say });
    keep('saga-faults.json', broken);
    expect(broken.missed).toEqual([]);
  });

  it('leaves every order paid with one charge, or undone with stock and money back', async () => {
    const rest = await untilQuiet(shop.places, { waiting: 'must be over', deadline: Date.now() + restMs });
    const kills = broken.fired.flatMap(({ service, at }) =>
      service === 'notification' ? [{ victim: 'notification' as const, atCheckout: 0, delayMs: 0, at, backAt: at + 3_000 }] : [],
    );
    const knowledge = knowledgeOf(readRecord(recordFile));
    const books = await readBooks(shop.places);
    const verdicts = verify({ books, knowledge, goods: stages.goods(), kills, restarts: {} });
    const violations = verdicts.flatMap(({ name, violations: found }) => found.map((violation) => `${name}: ${violation}`));
    const outcomes = outcomesOf(steps, broken, books);
    const machine = { cores: cpus().length, model: cpus()[0]?.model, memoryBytes: totalmem() };
    keep('saga.json', { at: new Date().toISOString(), machine, options, outcomes, underWay: rest.underWay, violations });
    say(`at rest\n${outcomesText(outcomes)}`);
    expect({ underWay: rest.underWay, violations }).toEqual({ underWay: [], violations: [] });
  });

  if (isWhole) {
    it('has taken also what is done only after a fault', () => {
      const taken = new Set(
        stepServices.flatMap((service) => takenSteps(shop.stepsOf(service)).map((step) => `${service}: ${labelOf(step)}`)),
      );
      expect(onlyAfterFaults.filter((name) => !taken.has(name))).toEqual([]);
    });
  }
});

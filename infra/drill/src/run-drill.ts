import { join } from 'node:path';
import { readState } from '@tradewind/local/state';
import { misbehave } from './faults/misbehave.ts';
import { type Killed, runKills } from './faults/run-kills.ts';
import type { Options } from './options.ts';
import { planKills } from './plan/kills.ts';
import { knowledgeOf, readRecord } from './record/knowledge.ts';
import { openRecorder } from './record/recorder.ts';
import { type Figures, figuresOf } from './report/figures.ts';
import { expiryMinutes, type OwnShop } from './shop-of-its-own.ts';
import { openClient } from './shoppers/client.ts';
import { sendShoppers } from './shoppers/crowd.ts';
import { prepareShop } from './shoppers/prepare.ts';
import type { Evidence } from './verify/evidence.ts';
import { readBooks } from './verify/read-books.ts';
import { reconcileAll } from './verify/reconcile.ts';
import { untilQuiet } from './verify/until-quiet.ts';
import { type Verdict, verify } from './verify/verify.ts';

/** The longest that a shop may take to come to rest after the last thing that was ended is ready again. */
const quietMs = 60_000;
/** Orders that were left unpaid are over after their time, and the sweep that ends them comes each 15 s. */
const expiryMs = expiryMinutes * 60_000 + 60_000;

export interface Outcome {
  readonly startedAt: number;
  readonly kills: readonly Killed[];
  readonly figures: Figures;
  /** Milliseconds from the last readiness to rest; null when it did not come in time. */
  readonly quietAfterMs: number | null;
  /** What was still under way when the patience ended. */
  readonly underWay: readonly string[];
  readonly evidence: Evidence;
  readonly verdicts: readonly Verdict[];
}

/** Resolves waits for a count that only grows. */
function milestones(): { reach(count: number): void; reached(count: number): Promise<void> } {
  let current = 0;
  const waiting = new Set<{ count: number; go: () => void }>();
  return {
    reach(count) {
      current = count;
      for (const one of waiting) {
        if (one.count > count) continue;
        waiting.delete(one);
        one.go();
      }
    },
    reached: (count) => (count <= current ? Promise.resolve() : new Promise((go) => void waiting.add({ count, go }))),
  };
}

/** Lets shoppers buy while the shop is ended piece by piece, or its processor misbehaves, waits for rest, and holds their record against the books. */
export async function runDrill(shop: OwnShop, options: Options, say: (line: string) => void): Promise<Outcome> {
  const { seed, checkouts, rate } = options;
  const file = join(shop.folder, 'record.jsonl');
  const recorder = openRecorder(file);
  const client = openClient({ base: shop.api, recorder, journey: 0 });
  const { processor, mailbox } = shop.places;
  const found = await prepareShop(client, { api: shop.api, processor, mailbox }, checkouts);

  const progress = milestones();
  const heal = options.processor ? await misbehave(processor, seed) : undefined;
  const startedAt = Date.now();
  const killing = runKills({ plan: planKills(options), folder: shop.folder, reached: progress.reached, say });
  const buying = sendShoppers({ shop: found, recorder, seed, checkouts, rate, began: progress.reach }).then(() => Date.now());
  const [kills, boughtAt] = await Promise.all([killing, buying]);
  await heal?.();

  const lastReady = Math.max(heal ? Date.now() : startedAt, ...kills.map(({ backAt }) => backAt));
  const quiet = await untilQuiet(shop.places, { waiting: 'may wait', deadline: Math.max(Date.now() + 5_000, lastReady + quietMs) });
  const quietAfterMs = quiet.at === null || quiet.at - lastReady > quietMs ? null : quiet.at - lastReady;
  say(
    quietAfterMs === null
      ? `not at rest: ${quiet.underWay.join(', ')}`
      : `at rest ${(quietAfterMs / 1_000).toFixed(1)} s after the last fault`,
  );
  const end = await untilQuiet(shop.places, { waiting: 'must be over', deadline: Date.now() + expiryMs });

  if (options.processor) await reconcileAll(client, lastReady);
  recorder.close();

  const knowledge = knowledgeOf(readRecord(file));
  const restarts = Object.fromEntries((readState(shop.folder)?.processes ?? []).map((process) => [process.name, process.restarts]));
  const evidence: Evidence = { books: await readBooks(shop.places), knowledge, goods: found.goods, kills, restarts };
  return {
    startedAt,
    kills,
    figures: figuresOf(knowledge, { from: startedAt, to: boughtAt }),
    quietAfterMs,
    underWay: [...(quietAfterMs === null ? quiet.underWay : []), ...(end.at === null ? end.underWay : [])],
    evidence,
    verdicts: verify(evidence),
  };
}

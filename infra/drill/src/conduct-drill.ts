import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Options } from './options.ts';
import { planKills } from './plan/kills.ts';
import { misbehaviour } from './plan/misbehaviour.ts';
import { figuresText, killsText, planText, verdictsText } from './report/print.ts';
import { type Outcome, runDrill } from './run-drill.ts';
import { startShop } from './shop-of-its-own.ts';
import { repeatsOf } from './verify/mail.ts';

const resultFile = join(import.meta.dirname, '../../../.tradewind/drill.json');

function tell({ startedAt, kills, figures, quietAfterMs, underWay, evidence, verdicts }: Outcome): boolean {
  const repeats = repeatsOf(evidence);
  const wrong = verdicts.filter(({ violations }) => violations.length > 0).length;
  const holds = wrong === 0 && quietAfterMs !== null && underWay.length === 0;
  if (kills.length > 0) console.log(`\n${killsText(kills, startedAt)}`);
  console.log(`\n${figuresText(figures)}`);
  console.log(`${repeats.length} emails came more than once, of ${evidence.books.mails.length}`);
  console.log(
    quietAfterMs === null
      ? '✖ not at rest within 60 s of the last fault'
      : `at rest ${(quietAfterMs / 1_000).toFixed(1)} s after the last fault`,
  );
  if (underWay.length > 0) console.log(`✖ still under way: ${underWay.join(', ')}`);
  console.log(`\n${verdictsText(verdicts)}\n\n${holds ? 'Everything holds.' : 'It does not hold.'}`);
  return holds;
}

/**
 * Starts a shop of its own, drills it, and says what was seen: on the terminal, and in `.tradewind/drill.json`.
 * @returns whether everything held
 * @throws MissingBackendError where the profile cannot be had on this machine, before anything was drilled
 */
export async function conductDrill(options: Options): Promise<boolean> {
  const { seed, checkouts, kills, rate, profile } = options;
  console.log(`drill: seed ${seed}, ${checkouts} checkouts, ${kills} kills, ${rate.toFixed(1)} shoppers a second, profile ${profile}`);
  if (kills > 0) console.log(planText(planKills(options)));
  if (options.processor) console.log(`the processor misbehaves: ${JSON.stringify(misbehaviour)}`);
  if (options.planOnly) return true;
  console.log('Starting a shop of its own …');
  const shop = await startShop(profile);
  try {
    const outcome = await runDrill(shop, options, (line) => console.log(line));
    const holds = tell(outcome);
    const { evidence, ...rest } = outcome;
    const machine = { cores: cpus().length, model: cpus()[0]?.model, memoryBytes: totalmem() };
    const result = { at: new Date().toISOString(), machine, options, holds, repeats: repeatsOf(evidence), ...rest };
    mkdirSync(join(resultFile, '..'), { recursive: true });
    writeFileSync(resultFile, JSON.stringify(result, null, 2));
    console.log(`Written to ${resultFile}; the shoppers' record is ${join(shop.folder, 'record.jsonl')}`);
    return holds;
  } finally {
    await shop.platform.stop();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { planJourney } from '../plan/journeys.ts';
import type { Recorder } from '../record/recorder.ts';
import { openClient } from './client.ts';
import type { Shop } from './shop.ts';
import { walk } from './walk.ts';

/** More shoppers than this are never on their way: where so many wait, the next ones come later. */
const mostAtOnce = 200;

/** Lets works of the same name go one after the other. */
function queues(): (name: number, work: () => Promise<void>) => Promise<void> {
  const last = new Map<number, Promise<void>>();
  return (name, work) => {
    const next = (last.get(name) ?? Promise.resolve()).then(work);
    last.set(name, next);
    return next;
  };
}

/**
 * Sends shoppers at a steady rate, whatever has become of those before.
 * @param options.rate shoppers a second
 * @param options.began hears how many have set out
 */
export async function sendShoppers(options: {
  shop: Shop;
  recorder: Recorder;
  seed: number;
  checkouts: number;
  rate: number;
  began: (count: number) => void;
}): Promise<void> {
  const { shop, recorder, seed, checkouts, rate, began } = options;
  const inTurn = queues();
  const underWay = new Set<Promise<void>>();
  const started = Date.now();
  for (let number = 1; number <= checkouts; number += 1) {
    await sleep(Math.max(0, started + ((number - 1) * 1_000) / rate - Date.now()));
    while (underWay.size >= mostAtOnce) await Promise.race(underWay);
    const journey = planJourney(seed, number);
    const client = openClient({ base: shop.api, recorder, journey: number });
    const go = () => walk({ shop, client, journey });
    // An account has one cart, so one shopper at a time.
    const going = journey.account === null ? go() : inTurn(journey.account, go);
    underWay.add(going);
    void going.finally(() => underWay.delete(going));
    began(number);
  }
  await Promise.all(underWay);
}

import { takenSteps } from '@tradewind/testing';
import { untilQuiet } from '../verify/until-quiet.ts';
import { type SagaShop, type StepService, stepServices } from './saga-shop.ts';
import type { Stages } from './stage.ts';
import { type StoryName, stories } from './stories.ts';

/** A step that was seen, and the first story in which it was. */
export interface SeenStep {
  readonly service: StepService;
  readonly step: string;
  readonly story: StoryName;
}

const patienceMs = 60_000;
/** Of nothing but age; and what a sweep does for a second item, of which chance decides whether there is one. */
const isUnrelated = (step: string) => /^job retention\b|^job .+ \(3\)$/.test(step);

/**
 * Tells every story once, with nothing going wrong, and writes down the steps that it took: the list is made by the code itself.
 * @throws Error when the shop does not come to rest after a story
 */
export async function recordSteps(shop: SagaShop, stages: Stages, storyNames: readonly StoryName[]): Promise<SeenStep[]> {
  const seen = new Map<string, SeenStep>();
  async function rest(after: string): Promise<void> {
    const { at, underWay } = await untilQuiet(shop.places, { waiting: 'may wait', deadline: Date.now() + patienceMs });
    if (at === null) throw new Error(`the shop does not come to rest after: ${after}: ${underWay.join(', ')}`);
  }

  await rest('what was prepared');
  for (const story of storyNames) {
    const before = new Map(stepServices.map((service) => [service, takenSteps(shop.stepsOf(service)).length]));
    await stories[story](stages.stage());
    await rest(story);
    for (const service of stepServices) {
      for (const step of takenSteps(shop.stepsOf(service)).slice(before.get(service))) {
        const key = `${service}: ${step}`;
        if (!seen.has(key) && !isUnrelated(step)) seen.set(key, { service, step, story });
      }
    }
  }
  return [...seen.values()];
}

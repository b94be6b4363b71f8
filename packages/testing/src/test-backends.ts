import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import type { Answer, LazyBackend } from './lazy-backends.ts';

/** Not by fetch, which gives up after five minutes: the first time on a machine, packages may have to be fetched. */
async function askFor(name: LazyBackend): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${inject('backends').url}/${name}`, resolve).once('error', reject);
  });
  const said = await text(response);
  if (response.statusCode !== 200) throw new Error(said);
  return JSON.parse(said) as Answer;
}

/**
 * The run's own Redis, which all its files share: `url`, or why it is `missing` here. To be called before the suite, so that it can be
 * skipped: `const redis = await testRedis(); describe.skipIf(redis.missing)(…)`. @throws Error when it is here and does not start
 */
export async function testRedis(): Promise<Answer> {
  return await askFor('redis');
}

/** The run's own Kafka, as `testRedis` gives Redis; `url` is the list of brokers. Topics and groups are to have names of their own. */
export async function testKafka(): Promise<Answer> {
  return await askFor('kafka');
}

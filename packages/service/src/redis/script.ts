import type { Redis } from 'ioredis';

type Run = (keyCount: number, ...keysAndValues: readonly (string | number)[]) => Promise<unknown>;

/** A Lua script that is sent by its digest, and whole only where Redis does not know it yet. */
export function defineScript(redis: Redis, name: string, lua: string) {
  redis.defineCommand(name, { lua });
  // The cast: defineCommand adds a method of this name, which takes the number of keys first.
  const run = (redis as unknown as Record<string, Run>)[name]?.bind(redis);
  if (!run) throw new Error(`The script ${name} could not be defined`);
  return (keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> => run(keys.length, ...keys, ...values);
}

import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { defineScript } from '../redis/script.ts';
import { scaled, type Take } from './gcra.ts';

/**
 * The algorithm of gcra.ts over several keys, all or none, by Redis's own clock in microseconds. For each key three values come: the
 * microseconds from one to the next, burst, cost.
 */
const lua = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = 0
local idle = {}
for i, key in ipairs(KEYS) do
  local every, burst, cost = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local at = math.max(tonumber(redis.call('GET', key) or 0), now)
  wait = math.max(wait, at + every * (cost - burst) - now)
  idle[i] = at + every * cost
end
if wait > 0 then return math.ceil(wait / 1000000) end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, idle[i], 'PX', math.max(1, math.ceil((idle[i] - now) / 1000)))
end
return 0`;

/** Limits that all processes of a service share. What is counted (addresses of people) is known to Redis by a digest alone. */
export function createRedisLimiter(redis: Redis, service: string, scale: number) {
  const run = defineScript(redis, 'takeRates', lua);
  const keyOf = (key: string) => `tradewind:limits:${service}:${createHash('sha256').update(key).digest('base64url')}`;

  return {
    /** As LocalLimiter. @throws when Redis does not answer in time */
    async take(takes: readonly Take[]): Promise<number> {
      const values = takes.flatMap(({ rate, cost = 1 }) => {
        const { burst, everyMs } = scaled(rate, scale);
        return [everyMs * 1_000, burst, cost];
      });
      return Number(
        await run(
          takes.map(({ key }) => keyOf(key)),
          values,
        ),
      );
    },
    forget: async (key: string): Promise<void> => void (await redis.del(keyOf(key))),
  };
}

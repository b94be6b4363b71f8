/**
 * What the shared cache does in Redis. A place is a hash of the key's digest, the text, and the mark that its subject had before
 * the text was loaded; all marks are one hash. A mark that is not what it was means that something has changed since. It is drawn at
 * random each time, so that none comes a second time, not even after Redis has lost everything.
 */

/** KEYS: place, marks. ARGV: key, which mark, one to set where there is none. @returns the mark, and where it is there the text and its time left. */
export const read = `
local mark = redis.call('HGET', KEYS[2], ARGV[2])
if not mark then
  mark = ARGV[3]
  redis.call('HSET', KEYS[2], ARGV[2], mark)
end
local kept = redis.call('HMGET', KEYS[1], 'key', 'mark', 'text')
if kept[1] == ARGV[1] and kept[2] == mark then return { mark, kept[3], redis.call('PTTL', KEYS[1]) } end
return { mark }`;

/** KEYS: place. ARGV: key, mark, text, milliseconds. */
export const keep = `
redis.call('HSET', KEYS[1], 'key', ARGV[1], 'mark', ARGV[2], 'text', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])`;

/** KEYS: event, marks. ARGV: for how long the event is remembered, the new mark, which marks. */
export const change = `
if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return end
for i = 3, #ARGV do redis.call('HSET', KEYS[2], ARGV[i], ARGV[2]) end`;

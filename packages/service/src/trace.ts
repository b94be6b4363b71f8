import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for many ids at once: a system call per id would show in every request. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

const pattern = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?$/;

/** The trace id of a W3C traceparent (https://www.w3.org/TR/trace-context/), or undefined when it is not one. */
export function traceIdOf(traceparent: string): string | undefined {
  return pattern.exec(traceparent)?.[1];
}

/** A traceparent with a span of its own: in the trace of the given one, or in a new trace when there is none or it is malformed. */
export function childTraceparent(parent?: string): string {
  const match = parent === undefined ? null : pattern.exec(parent);
  return `00-${match?.[1] ?? randomHex(16)}-${randomHex(8)}-${match?.[2] ?? '01'}`;
}

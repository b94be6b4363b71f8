import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Recorder, Step } from '../record/recorder.ts';

/** JSON as it came; whoever looks into it says what it is looking for. */
export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export interface Question {
  readonly step: Step;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The Idempotency-Key; the same for every time that this is asked. */
  readonly key?: string;
}

/** A program that buys by the public REST interface, and behaves as its documentation says. */
export interface Client {
  /** Asks once. @returns undefined when no answer came within the time, 20 seconds unless told */
  once(question: Question, timeoutMs?: number): Promise<Answer | undefined>;
  /**
   * Asks until there is an answer that counts: no lost connection, no 5xx, nobody else at work on the same key, nothing that says
   * to come back later. @returns undefined when there is none within the client's patience
   */
  insist(question: Question): Promise<Answer | undefined>;
}

const attemptMs = 20_000;
const minute = 60_000;
const passing = new Set(['IDEMPOTENCY_IN_FLIGHT', 'RATE_LIMITED']);
const agent = new Agent({ connections: 256, pipelining: 1, keepAliveTimeout: 30_000, connect: { timeout: 5_000 } });

/** Whether an answer settles the matter. */
export function counts({ status, body }: Answer): boolean {
  return status < 500 && !passing.has(String(body.code));
}

function parse(text: string): Json {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  // The cast: an object's members are unknown, and nothing else gets here.
  return typeof value === 'object' && value !== null ? (value as Json) : { value };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/**
 * @param options.journey whose calls these are, in the record
 * @param options.patienceMs how long {@link Client.insist} insists, a minute unless told
 */
export function openClient(options: { base: string; recorder: Recorder; journey: number; patienceMs?: number }): Client {
  const { base, recorder, journey, patienceMs = minute } = options;

  async function once(question: Question, timeoutMs = attemptMs): Promise<Answer | undefined> {
    const { step, method, path, headers, body, key } = question;
    const call = recorder.asked({ journey, step, method, path, key: key ?? null, body: body ?? null });
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    try {
      const response = await request(`${base}${path}`, {
        method,
        dispatcher: agent,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = { status: response.statusCode, body: parse(await response.body.text()) };
      recorder.answered({ call, ms: elapsed(), ...answer });
      return answer;
    } catch (error) {
      recorder.lost({ call, ms: elapsed(), why: reasonOf(error) });
      return undefined;
    }
  }

  async function insist(question: Question): Promise<Answer | undefined> {
    const deadline = Date.now() + patienceMs;
    for (let pause = 200; ; pause = Math.min(pause * 1.5, 3_000)) {
      const answer = await once(question, Math.max(1, Math.min(attemptMs, deadline - Date.now())));
      if (answer && counts(answer)) return answer;
      if (Date.now() + pause >= deadline) return undefined;
      await sleep(pause * (0.75 + Math.random() / 2));
    }
  }

  return { once, insist };
}

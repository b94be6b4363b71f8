import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { kafkaClasspath, requireJava } from './kafka-jars.ts';
import { MissingBackendError } from './setup-error.ts';
import { orSkip, testFolder } from './test-folder.ts';

afterEach(() => vi.unstubAllEnvs());

it('jars are fetched once, and again when one is gone', { timeout: 600_000 }, async ({ skip }) => {
  const cache = testFolder();
  const classpath = await orSkip(kafkaClasspath(cache), skip);
  expect(classpath.split(delimiter).every((jar) => existsSync(jar))).toBe(true);
  expect(classpath).toMatch(/kafka_2\.13-[\d.]+\.jar/);

  vi.stubEnv('PATH', '');
  expect(await kafkaClasspath(cache)).toBe(classpath);
  const file = join(cache, readdirSync(cache)[0] ?? '');
  writeFileSync(file, readFileSync(file, 'utf8').replace('kafka_2.13-', 'gone-'));
  await expect(kafkaClasspath(cache)).rejects.toThrow('there is none here: install Maven, or set KAFKA_BROKERS');
});

it('what Maven says is told when it cannot fetch', async ({ skip }) => {
  await orSkip(requireJava(), skip);
  vi.stubEnv('MAVEN_OPTS', '-Dmaven.repo.local=/dev/null/here');
  await expect(kafkaClasspath(testFolder())).rejects.toThrow('(Could not create local repository at /dev/null/here');
});

it('what is missing is said in one line with the ways to come by it', async () => {
  vi.stubEnv('PATH', '');
  const error: unknown = await requireJava().catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(MissingBackendError);
  expect(String(error)).toMatch(/^[^\n]*Java 17 or later[^\n]*KAFKA_BROKERS[^\n]*docker compose up -d kafka[^\n]*$/);
});

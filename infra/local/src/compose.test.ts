import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { backends } from './backends.ts';
import { root } from './paths.ts';
import { type BackendName, settingsFrom } from './settings.ts';

interface Compose {
  readonly services: Record<
    BackendName,
    {
      readonly image: string;
      readonly command?: string;
      readonly environment?: Readonly<Record<string, string | number>>;
      readonly ports: readonly string[];
      readonly volumes: readonly string[];
      readonly healthcheck: { readonly test: readonly string[] };
    }
  >;
  readonly volumes: Readonly<Record<string, null>>;
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(text) as Compose;
/** What the file's comment tells to set. */
const told = Object.fromEntries([...text.matchAll(/^# +export (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]));
const names = Object.keys(backends) as BackendName[];

describe('docker-compose.yml', () => {
  it('offers the backends of the full profile, and tells the variables that leave nothing to be started here', () => {
    expect(Object.keys(services)).toEqual(names);
    expect(Object.keys(told)).toEqual(names.map((name) => backends[name].variable));
    expect(settingsFrom(told, 'full').ownBackends).toEqual([]);
  });

  it.each(names)('has %s on this machine alone, at the port that its variable names', (name) => {
    const value = told[backends[name].variable] ?? '';
    const port = new URL(name === 'kafka' ? `kafka://${value}` : value).port;
    expect(services[name].ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });

  it.each(names)('keeps what %s has in a volume, and asks how it feels', (name) => {
    expect(services[name].volumes).toEqual([expect.stringMatching(new RegExp(`^${name}:/`))]);
    expect(volumes).toHaveProperty(name);
    expect(services[name].healthcheck.test[0]).toBe('CMD');
  });

  it('lets the administrator in by the password that the variable holds', () => {
    const { username, password } = new URL(told.DATABASE_URL ?? '');
    expect(username).toBe('postgres');
    expect(services.postgres.environment).toMatchObject({ POSTGRES_PASSWORD: password });
  });

  it('never evicts a job', () => {
    expect(services.redis.command).toContain('--maxmemory-policy noeviction');
    expect(services.redis.command).toContain('--appendonly yes');
  });

  it('has the Kafka that is started here', () => {
    const version = /<kafka\.version>(.*)<\/kafka\.version>/.exec(readFileSync(join(root, 'packages/backends/kafka/pom.xml'), 'utf8'))?.[1];
    expect(services.kafka.image).toBe(`apache/kafka:${version}`);
    expect(services.kafka.environment).toMatchObject({
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${told.KAFKA_BROKERS}`,
    });
  });
});

import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { MissingBackendError } from './setup-error.ts';

const run = promisify(execFile);
const pom = join(import.meta.dirname, '../kafka/pom.xml');
const otherways = 'or set KAFKA_BROKERS to brokers of yours, for example those of `docker compose up -d kafka`.';

/** @throws MissingBackendError saying what is missing and how to come by it, unless Java 17 or later is on the path. */
export async function requireJava(): Promise<void> {
  const said = await run('java', ['-version']).then(
    ({ stderr }) => stderr,
    () => '',
  );
  const version = /version "(\d+)/.exec(said)?.[1];
  if (version !== undefined && Number(version) >= 17) return;
  throw new MissingBackendError(
    `Kafka needs Java 17 or later, and ${version === undefined ? 'there is none here' : `here is Java ${version}`}: install a JDK and Maven, ${otherways}`,
  );
}

/**
 * The class path of Kafka's jars, which the machine's own Maven fetches once for all folders of this user.
 * @throws MissingBackendError saying what is missing and how to come by it
 */
export async function kafkaClasspath(cache = join(homedir(), '.cache/tradewind')): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const file = join(cache, `kafka-${digest}.classpath`);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '' && known.split(delimiter).every((jar) => existsSync(jar))) return known;

  mkdirSync(cache, { recursive: true });
  // Several may resolve at once; each writes a file of its own, and the last name wins.
  const draft = `${file}.${randomUUID()}`;
  try {
    await run('mvn', ['-B', '-q', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${draft}`], { timeout: 600_000 });
  } catch (error) {
    const { code, stdout = '' } = error as { code?: unknown; stdout?: string };
    if (code === 'ENOENT') throw new MissingBackendError(`Kafka is fetched by Maven, and there is none here: install Maven, ${otherways}`);
    const cause = /\[ERROR\] (\S.*)/.exec(stdout)?.[1] ?? String(error);
    throw new MissingBackendError(`Kafka could not be fetched by Maven (${cause}): see that it reaches a repository, ${otherways}`);
  }
  renameSync(draft, file);
  return readFileSync(file, 'utf8').trim();
}

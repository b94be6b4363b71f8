import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from './ask.ts';
import { orDiskFull } from './disk-full.ts';
import { freePort } from './free-port.ts';
import { kafkaClasspath, requireJava } from './kafka-jars.ts';
import { type Backend, endLeftover, type Place, startServer } from './server.ts';
import { SetupError } from './setup-error.ts';

export interface KafkaOptions extends Place {
  /** Where the node speaks to itself as controller; a free port unless given. */
  readonly controllerPort?: number;
}

// A small heap and the quick compiler: one node for one shop, beside everything else on two cores.
const java = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
const logging = `-Dlog4j2.configurationFile=${join(import.meta.dirname, '../kafka/log4j2.properties')}`;

/** One node that is broker and controller: no second copy of anything, and what is sized for a cluster made small. */
function properties(log: string, port: number, controllerPort: number): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': log,
    // Milliseconds. One that was killed is taken back only when its former self counts as gone, 9 s unless told.
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 500,
    'auto.create.topics.enable': false,
    'log.retention.hours': 7 * 24,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 4,
    // Bytes; the default of 128 MB is a third of the heap.
    'log.cleaner.dedupe.buffer.size': 8_388_608,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * Starts one node of Kafka in KRaft mode on its data, making that first if there is none. `url` is the list of brokers.
 * Needs Java 17 or later, and Maven the first time. @throws MissingBackendError without these, SetupError with what else is the matter.
 */
export async function startKafka(options: KafkaOptions): Promise<Backend> {
  await requireJava();
  const classpath = await kafkaClasspath();
  const data = join(options.folder, 'kafka');
  await endLeftover(data);
  mkdirSync(data, { recursive: true });
  const settings = join(data, 'server.properties');
  writeFileSync(settings, properties(join(data, 'log'), options.port, options.controllerPort ?? (await freePort())));
  await format(classpath, data, settings);
  return await startServer(options, {
    title: 'Kafka',
    command: 'java',
    arguments: [...java, logging, '-cp', classpath, 'kafka.Kafka', settings],
    url: `127.0.0.1:${options.port}`,
    data,
    answers: () => requireBroker(options.port),
  });
}

/** 128 random bits as Kafka writes them, save the first: an id that begins with `-` would be taken for an option. */
export function clusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('base64url');
}

/** Makes the data once. A mark is left at the end, so that one which was killed half-way begins anew. */
async function format(classpath: string, data: string, settings: string): Promise<void> {
  const done = join(data, 'formatted');
  if (existsSync(done)) return;
  rmSync(join(data, 'log'), { recursive: true, force: true });
  const cluster = clusterId();
  const command = [...java, logging, '-cp', classpath, 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings];
  try {
    await promisify(execFile)('java', command);
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error).trim();
    throw new SetupError(orDiskFull(said, `Kafka could not be set up: ${said}`));
  }
  writeFileSync(done, `${cluster}\n`);
}

/**
 * Asks for the metadata of the cluster, in version 1 of that request (Kafka's protocol, "Metadata API").
 * A broker may be used once it is among the brokers; 4.2 opens its socket no earlier, which nobody promises. @throws Error before that.
 */
async function requireBroker(port: number): Promise<void> {
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0); // bytes that follow
  request.writeInt16BE(3, 4); // Metadata
  request.writeInt16BE(1, 6); // its version
  request.writeInt32BE(1, 8); // correlation
  request.writeInt16BE(-1, 12); // no client id
  request.writeInt32BE(0, 14); // no topics
  const answer = await ask(port, request, ({ length }) => length >= 12);
  // After length and correlation: how many brokers there are.
  if (answer.readInt32BE(8) < 1) throw new Error('no broker yet');
}

import { connect as connectTcp } from 'node:net';
import type { Logger } from '@tradewind/service';
import { type Admin, AssignerProtocol, type Consumer, type EachBatchPayload, Kafka, logLevel, type PartitionAssigner } from 'kafkajs';
import { type Assignment, shareOut } from './share-out.ts';

/** A partition of a topic. */
export interface Slot {
  readonly topic: string;
  readonly partition: number;
}

/** A place in a partition: the offset is that of the next message. Below 0: none. */
export interface Position extends Slot {
  readonly offset: number;
}

export interface OutgoingMessage extends Slot {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
  /** Milliseconds. Kafka finds messages by it, and keeps them from then on. */
  readonly timestamp: number;
}

export interface IncomingMessage {
  readonly offset: number;
  readonly value: Buffer | null;
}

export interface KafkaAdmin {
  /** Makes the topics that are not there. @returns how many partitions each has. */
  ensureTopics(topics: readonly string[], settings: { partitions: number; config: Record<string, string> }): Promise<Map<string, number>>;
  /** Where each partition ends. */
  ends(topics: readonly string[]): Promise<Position[]>;
  /** The first message of each partition that is not older. */
  since(topics: readonly string[], time: Date): Promise<Position[]>;
  /** Where each partition begins, by what is kept. */
  begins(topics: readonly string[]): Promise<Position[]>;
  /** How far a group has committed. */
  committed(group: string, topics: readonly string[]): Promise<Position[]>;
  groups(): Promise<string[]>;
  /** How long each of the topics keeps its messages at least; milliseconds. */
  keptMs(topics: readonly string[]): Promise<number>;
  deleteGroup(group: string): Promise<void>;
  /** @throws when no broker answers. */
  reach(): Promise<void>;
  close(): Promise<void>;
}

export interface KafkaProducer {
  /** @returns the partitions whose messages all in-sync replicas have. */
  send(messages: readonly OutgoingMessage[]): Promise<Slot[]>;
  close(): Promise<void>;
}

/** What a consumer tells. None of these may throw. */
export interface ConsumerListener {
  /** The group is to be joined anew: whether what was assigned is given up by now. It is asked again soon where not. */
  released(): boolean;
  /** From here on these partitions are ours, and no others. */
  joined(slots: readonly Slot[]): void;
  /** The next messages of a partition; more are fetched at once. */
  fetched(slot: Slot, messages: readonly IncomingMessage[]): void;
  /** A fetch came back, with messages or without. */
  polled(): void;
  /** The group's coordinator knows us still. */
  beat(): void;
  /** It ended, and does not start again. */
  failed(error: unknown): void;
}

export interface KafkaConsumer {
  /** Connects and begins to join the group. */
  start(): Promise<void>;
  commit(positions: readonly Position[]): Promise<void>;
  /** Tells the coordinator that we live, while {@link ConsumerListener.released} holds up the joining. */
  heartbeat(): Promise<void>;
  seek(position: Position): void;
  pause(slot: Slot): void;
  resume(slot: Slot): void;
  /** Leaves the group. */
  stop(): Promise<void>;
}

export interface KafkaClient {
  admin(): Promise<KafkaAdmin>;
  producer(): Promise<KafkaProducer>;
  consumer(options: { group: string; topics: readonly string[]; listener: ConsumerListener }): KafkaConsumer;
}

/** A member that is silent for this long loses its partitions to others: the least that brokers allow unless told. Milliseconds. */
export const sessionTimeoutMs = 6_000;
/** How long a group waits for its members to join anew. */
export const rebalanceTimeoutMs = 30_000;
/** A fetch waits this long for messages. Heartbeats go between two fetches, and stopping waits for the one under way. */
const fetchWaitMs = 500;

const retry = { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, factor: 0.2, retries: 2 };
/** A broker may take seconds until it leads the partitions that it was just given. */
const producerRetry = { ...retry, retries: 8 };
/** Also bounds how long joining can be held up: some 28 seconds. */
const consumerRetry = { initialRetryTime: 50, maxRetryTime: 500, multiplier: 2, factor: 0.2, retries: 60 };

const slotsOf = (assignment: Assignment): Slot[] =>
  Object.entries(assignment).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));

/** What kafkajs takes for a rebalance, which it meets by joining anew after a pause. */
const notYet = () => Object.assign(new Error('what is in hand is not finished yet'), { type: 'REBALANCE_IN_PROGRESS' });

/**
 * Shares the partitions of each topic among those who hear it. That kafkajs asks for the protocol whenever it is about to join is
 * the one place where joining can be held up.
 */
function fairAssigner(listener: ConsumerListener): PartitionAssigner {
  const name = 'fair';
  const version = 0;
  return ({ cluster }) => ({
    name,
    version,
    protocol: ({ topics }) => {
      if (!listener.released()) {
        throw notYet();
      }
      return { name, metadata: AssignerProtocol.MemberMetadata.encode({ version, topics, userData: Buffer.alloc(0) }) };
    },
    assign: async ({ members, topics }) => {
      const partitions = new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
      const hearing = members.map(({ memberId, memberMetadata }) => ({
        id: memberId,
        topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [],
      }));
      return [...shareOut(hearing, partitions)].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({ version, assignment, userData: Buffer.alloc(0) }),
      }));
    },
  });
}

function openConsumer(consumer: Consumer, topics: readonly string[], listener: ConsumerListener): KafkaConsumer {
  let payload: EachBatchPayload | undefined;
  let joining: Promise<void> | undefined;
  const { CRASH, FETCH, GROUP_JOIN, HEARTBEAT } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => listener.joined(slotsOf(memberAssignment)));
  consumer.on(FETCH, () => listener.polled());
  consumer.on(HEARTBEAT, () => listener.beat());
  consumer.on(CRASH, ({ payload: { error } }) => listener.failed(error));

  async function eachBatch(given: EachBatchPayload): Promise<void> {
    payload = given;
    const { topic, partition, messages } = given.batch;
    listener.fetched(
      { topic, partition },
      messages.map(({ offset, value }) => ({ offset: Number(offset), value })),
    );
  }

  return {
    start: async () => {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      joining = consumer.run({ autoCommit: false, eachBatch }).catch((error: unknown) => listener.failed(error));
    },
    commit: async (positions) => {
      const byTopic = [...Map.groupBy(positions, ({ topic }) => topic)].map(([topic, group]) => ({
        topic,
        partitions: group.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
      }));
      await payload?.commitOffsetsIfNecessary({ topics: byTopic });
    },
    heartbeat: async () => payload?.heartbeat(),
    seek: ({ topic, partition, offset }) => consumer.seek({ topic, partition, offset: String(offset) }),
    pause: ({ topic, partition }) => consumer.pause([{ topic, partitions: [partition] }]),
    resume: ({ topic, partition }) => consumer.resume([{ topic, partitions: [partition] }]),
    stop: async () => {
      // kafkajs does not stop one that has not joined yet: it would begin to fetch afterwards, and hold partitions for nobody.
      await joining;
      await consumer.disconnect();
    },
  };
}

/** A topic, in the protocol's numbers (org.apache.kafka.common.config.ConfigResource); kafkajs gives its own names to CommonJS alone. */
const topicResource = 2;

type Offsets = { partition: number; offset: string }[];

function openAdmin(admin: Admin): KafkaAdmin {
  async function positions(topics: readonly string[], ask: (topic: string) => Promise<Offsets>): Promise<Position[]> {
    const answers = await Promise.all(topics.map(async (topic) => ({ topic, offsets: await ask(topic) })));
    return answers.flatMap(({ topic, offsets }) => offsets.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })));
  }
  return {
    ensureTopics: async (topics, { partitions, config }) => {
      const there = new Set(await admin.listTopics());
      const missing = topics.filter((topic) => !there.has(topic));
      if (missing.length > 0) {
        const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
        await admin.createTopics({ topics: missing.map((topic) => ({ topic, numPartitions: partitions, configEntries })) });
      }
      const metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
      return new Map(metadata.topics.map(({ name, partitions: found }) => [name, found.length]));
    },
    ends: (topics) => positions(topics, (topic) => admin.fetchTopicOffsets(topic)),
    begins: (topics) =>
      positions(topics, async (topic) => (await admin.fetchTopicOffsets(topic)).map((one) => ({ ...one, offset: one.low }))),
    since: (topics, time) => positions(topics, (topic) => admin.fetchTopicOffsetsByTimestamp(topic, time.getTime())),
    committed: async (group, topics) => {
      const found = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      return positions(topics, async (topic) => found.find((one) => one.topic === topic)?.partitions ?? []);
    },
    groups: async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId),
    keptMs: async (topics) => {
      const resources = topics.map((name) => ({ type: topicResource, name, configNames: ['retention.ms'] }));
      const described = await admin.describeConfigs({ resources, includeSynonyms: false });
      const kept = described.resources.flatMap(({ configEntries }) => configEntries.map(({ configValue }) => Number(configValue)));
      // A topic that keeps everything says -1.
      return Math.min(...kept.map((ms) => (ms < 0 ? Date.now() : ms)));
    },
    deleteGroup: async (group) => {
      await admin.deleteGroups([group]);
    },
    reach: async () => {
      await admin.describeCluster();
    },
    close: () => admin.disconnect(),
  };
}

/** The only file that knows kafkajs. What it says of itself goes to the log as debug: who uses it tells what matters, once. */
export function kafkaClient(options: { brokers: readonly string[]; clientId: string; log: Logger }): KafkaClient {
  const { brokers, clientId, log } = options;
  const config = {
    brokers: [...brokers],
    clientId,
    retry,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    logLevel: logLevel.WARN,
    logCreator: () => (entry: { namespace: string; log: object }) => log.debug({ kafka: entry.log }, `kafkajs ${entry.namespace}`),
    socketFactory: ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }) =>
      connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 }, onConnect),
  };
  return {
    admin: async () => {
      const admin = new Kafka(config).admin();
      await admin.connect();
      return openAdmin(admin);
    },
    producer: async () => {
      const producer = new Kafka(config).producer({
        idempotent: true,
        maxInFlightRequests: 1,
        retry: producerRetry,
        allowAutoTopicCreation: false,
        createPartitioner:
          () =>
          ({ message }) =>
            message.partition ?? 0,
      });
      await producer.connect();
      return {
        send: async (messages) => {
          const topicMessages = [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, group]) => ({
            topic,
            messages: group.map((message) => ({ ...message, timestamp: String(message.timestamp) })),
          }));
          const answers = await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
          return answers.filter(({ errorCode }) => errorCode === 0).map(({ topicName, partition }) => ({ topic: topicName, partition }));
        },
        close: () => producer.disconnect(),
      };
    },
    consumer: ({ group, topics, listener }) => {
      const consumer = new Kafka(config).consumer({
        groupId: group,
        sessionTimeout: sessionTimeoutMs,
        rebalanceTimeout: rebalanceTimeoutMs,
        heartbeatInterval: 1_000,
        maxWaitTimeInMs: fetchWaitMs,
        maxBytesPerPartition: 262_144,
        allowAutoTopicCreation: false,
        partitionAssigners: [fairAssigner(listener)],
        retry: { ...consumerRetry, restartOnFailure: async () => false },
      });
      return openConsumer(consumer, topics, listener);
    },
  };
}

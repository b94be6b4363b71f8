export { type KafkaOptions, startKafka } from './kafka.ts';
export { type RedisOptions, startRedis } from './redis.ts';
export type { Backend, Place } from './server.ts';
export { SetupError } from './setup-error.ts';

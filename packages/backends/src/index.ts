export { orDiskFull } from './disk-full.ts';
export { freePort } from './free-port.ts';
export { type KafkaOptions, startKafka } from './kafka.ts';
export { type PostgresOptions, postgresData, startPostgres } from './postgres.ts';
export { birthOf, endProcesses, isAlive, type ProcessMark } from './process-mark.ts';
export { type RedisOptions, startRedis } from './redis.ts';
export type { Backend, Place } from './server.ts';
export { MissingBackendError, SetupError } from './setup-error.ts';

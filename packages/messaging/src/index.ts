export { type BusOptions, type EventBus, openBus, type Subscription } from './bus/event-bus.ts';
export { type DeadLetter, discardDeadLetter, listDeadLetters, replayDeadLetters } from './consumers/dead-letters.ts';
export { type AfterCommit, type Consumer, on } from './consumers/on.ts';
export { type ConsumerOptions, startConsumers } from './consumers/start-consumers.ts';
export { type Jobs, type JobWork, openJobs } from './jobs/open-jobs.ts';
export { eventLogMigrations, messagingMigrations } from './migrations.ts';
export { appendEvents, type NewEvent } from './outbox/append-events.ts';
export { startRelay } from './outbox/relay.ts';

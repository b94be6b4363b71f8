export { type BusOptions, type EventBus, type EventSpan, openBus, type Subscription } from './bus/event-bus.ts';
export { type DeadLetter, discardDeadLetter, listDeadLetters, replayDeadLetters } from './consumers/dead-letters.ts';
export { type AfterCommit, type Consumer, on } from './consumers/on.ts';
export { type ConsumerOptions, startConsumers } from './consumers/start-consumers.ts';
export { type Findings, type Jobs, type JobWork, type JobWorks, openJobs } from './jobs/open-jobs.ts';
export { eventLogMigrations, messagingMigrations } from './migrations.ts';
export { busEnv, type Messaging, messagingEnv, openMessaging } from './open-messaging.ts';
export { appendEvents, type NewEvent } from './outbox/append-events.ts';
export { startRelay } from './outbox/relay.ts';

export { type EventData, type EventType, eventCatalogue, eventTypes, type Topic, topicOf, topics } from './catalogue.ts';
export { type EventEnvelope, type EventOf, envelope, parseEvent } from './envelope.ts';

export { currentVersion, type EventData, type EventType, eventCatalogue, eventTypes, topicOf } from './catalogue.ts';
export { type EventEnvelope, type EventOf, envelope, parseEvent } from './envelope.ts';
export { eventSchemas, type JsonSchema } from './json-schema.ts';
export { type EventDefinition, earlier, type Topic, topics } from './versions.ts';

import { TradewindError } from '@tradewind/contracts/errors';
import { type EventType, topicOf } from '@tradewind/contracts/events';
import type { messages } from '@tradewind/contracts/schemas';
import type { EventBus } from '../bus/event-bus.ts';
import { audited, type Operator } from './audited.ts';
import { heardTypes } from './heard-types.ts';
import { parkStaged, stageSpan } from './staged-span.ts';

export interface SpanOperator extends Operator {
  readonly bus: Pick<EventBus, 'read' | 'keptSince'>;
}

function invalid(path: string, message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `${path}: ${message}.`, { errors: [{ path, message }] });
}

interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly types: readonly EventType[];
}

async function checkSpan({ db, bus }: SpanOperator, input: messages.ReplaySpanInput): Promise<Span> {
  const now = new Date();
  const from = new Date(input.from);
  const to = input.to === undefined ? now : new Date(input.to);
  if (from >= to) {
    throw invalid('from', 'is not before the end of the span');
  }
  if (to > now) {
    throw invalid('to', 'is in the future');
  }
  const kept = await bus.keptSince();
  if (from < kept) {
    throw invalid('from', `is before ${kept.toISOString()}, the time from which on the event bus keeps everything`);
  }
  const heard = await heardTypes(db);
  if (heard.length === 0) {
    throw new TradewindError('CONFLICT', 'This service hears no events, so that there is nothing to replay.');
  }
  const unheard = input.types?.find((type) => !heard.includes(type));
  if (unheard !== undefined) {
    throw invalid('types', `this service does not hear ${unheard}`);
  }
  return { from, to, types: input.types ?? heard };
}

/**
 * Has kept events of a span of time take effect again, or at last, such as for a consumer whose tables were made anew. Those that
 * the service hears and has not settled (`again`: those too) are parked as due, in one transaction: the running consumers apply them
 * in order per aggregate, and live events of the same aggregates queue behind. Consumers wait while they are parked, which takes a
 * second or two for tens of thousands.
 * @throws INVALID_INPUT for a span that is empty, ends in the future, begins before what the bus keeps or holds more than 100,000
 * events; CONFLICT when the service hears nothing, or while an event under way takes long; DEADLINE_EXCEEDED with nothing done.
 */
export async function replaySpan(operator: SpanOperator, input: messages.ReplaySpanInput): Promise<messages.ReplayedSpan> {
  return audited(operator, { procedure: 'messages.replaySpan', input }, async (sql) => {
    const { from, to, types } = await checkSpan(operator, input);
    const read = operator.bus.read({ topics: [...new Set(types.map(topicOf))], from, to });
    const { foreign } = await stageSpan(sql, read, new Set(types));
    const counts = await parkStaged(sql, input.again);
    const answer = { from: from.toISOString(), to: to.toISOString(), ...counts, foreign };
    const target = input.types?.join(' ') ?? 'all';
    return { answer, action: { action: 'replay_span', target, detail: { ...answer, types: [...types], again: input.again } } };
  });
}

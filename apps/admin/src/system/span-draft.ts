import type { Input, MessageService, Output, ServiceState } from '#gateway/procedures.ts';
import { count, messageServices } from './system-words.ts';

/** What the form holds: times as its fields give them, in the viewer's own zone and without one. */
export interface SpanDraft {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly again: boolean;
}

export const emptySpan: SpanDraft = { service: '', from: '', to: '', again: false };

/** Services for which a span of time can be replayed; all of them while it is not known who hears something. */
export function hearing(states: readonly ServiceState[] | undefined): readonly MessageService[] {
  const deaf = new Set(states?.filter(({ messages }) => messages?.hears.length === 0).map(({ service }) => service));
  return messageServices.filter((service) => !deaf.has(service));
}

/** An instant of a local time, null when it is none. */
function instantOf(local: string): string | null {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

type Checked = { readonly input: Input<'admin.system.replaySpan'> } | { readonly errors: Readonly<Record<string, string>> };

/** What is sent, or what is wrong with it by the names of the fields. */
export function spanInput({ service, from, to, again }: SpanDraft): Checked {
  const chosen = messageServices.find((name) => name === service);
  const begins = instantOf(from);
  const ends = to ? instantOf(to) : undefined;
  const errors = {
    ...(!chosen && { service: 'Choose the service that is to hear the events.' }),
    ...(!begins && { from: 'Say where it begins.' }),
    ...(ends === null && { to: 'This is not a time.' }),
    ...(begins && ends && begins >= ends && { to: 'It is not after the beginning.' }),
  };
  if (!chosen || !begins || ends === null || Object.keys(errors).length > 0) return { errors };
  return { input: { service: chosen, from: begins, to: ends, again } };
}

/** What the toast says. */
export function spanText({ parked, known }: Output<'admin.system.replaySpan'>): string {
  if (parked === 0)
    return known === 0 ? 'No event of that time is for this service' : `All ${count(known, 'event')} of that time had taken effect before`;
  return `${count(parked, 'event')} ${parked === 1 ? 'takes' : 'take'} effect now, ${known.toLocaleString('en')} had before`;
}

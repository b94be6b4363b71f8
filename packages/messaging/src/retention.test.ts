import { documentedRetention } from '@tradewind/testing';
import { expect, it } from 'vitest';
import { retention } from './retention.ts';

it('is what docs/retention.md says', () => {
  expect(documentedRetention('messaging')).toEqual(retention);
});

it('remembers ids for longer than an event may come again', () => {
  // Sent again on the last day of the outbox, it is in the log for as long as that keeps it.
  expect(retention.inboxDays).toBeGreaterThan(retention.outboxDays + retention.logDays);
});

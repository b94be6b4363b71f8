import { expect, it } from 'vitest';
import { issueInput } from './issue-draft.ts';

const draft = { amount: '50', currency: 'USD', recipient: '', lastDay: '', reason: 'Late parcel' } as const;

it('sends an exact amount in the currency, and what else was said', () => {
  expect(issueInput(draft)).toEqual({ input: { amountMinor: 5_000, currency: 'USD', reason: 'Late parcel' } });
  expect(issueInput({ ...draft, currency: 'KWD', amount: '1.250', recipient: ' ada@example.com ', lastDay: '2027-12-31' })).toEqual({
    input: {
      amountMinor: 1_250,
      currency: 'KWD',
      reason: 'Late parcel',
      recipient: 'ada@example.com',
      expiresAt: '2027-12-31T23:59:59.999Z',
    },
  });
});

it('says at which field something is wrong', () => {
  expect(issueInput({ ...draft, amount: '0', reason: ' a' })).toEqual({
    errors: { amountMinor: expect.stringContaining('19.99'), reason: 'Say why, in a few words' },
  });
});

import { describe, expect, it } from 'vitest';
import { deadlineWords, evidenceFields, factWords, isDraft } from './dispute-words.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const due = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const open = { status: 'needs_response', submitRequestedAt: null, acceptRequestedAt: null } as const;

describe('the deadline', () => {
  it.each([
    [-0.01, 'Too late', 'danger'],
    [0.5, 'Less than an hour left', 'danger'],
    [23.9, '23 h left', 'danger'],
    [24, '1 day left', 'danger'],
    [71.9, '2 days left', 'danger'],
    [72, '3 days left', 'warning'],
  ])('%d hours before it says %s', (hours, label, tone) => {
    expect(deadlineWords({ ...open, dueAt: due(hours) }, now)).toEqual({ label, tone });
  });

  it('is nothing to anybody once it was answered, or where there is none', () => {
    expect(deadlineWords({ ...open, submitRequestedAt: due(-1), dueAt: due(5) }, now)).toBeNull();
    expect(deadlineWords({ ...open, acceptRequestedAt: due(-1), dueAt: due(5) }, now)).toBeNull();
    expect(deadlineWords({ ...open, status: 'under_review', dueAt: due(5) }, now)).toBeNull();
    expect(deadlineWords({ ...open, dueAt: null }, now)).toBeNull();
  });
});

it('evidence may be changed while it is awaited, not submitted and not late', () => {
  expect(isDraft({ ...open, dueAt: due(1) }, now)).toBe(true);
  expect(isDraft({ ...open, dueAt: null }, now)).toBe(true);
  expect(isDraft({ ...open, status: 'warning_needs_response', dueAt: due(1) }, now)).toBe(true);
  expect(isDraft({ ...open, dueAt: due(-1) }, now)).toBe(false);
  expect(isDraft({ ...open, submitRequestedAt: due(-2), dueAt: due(1) }, now)).toBe(false);
  expect(isDraft({ ...open, acceptRequestedAt: due(-2), dueAt: due(1) }, now)).toBe(false);
  expect(isDraft({ ...open, status: 'lost', dueAt: due(1) }, now)).toBe(false);
});

it('history says what happened, and the ledger how much', () => {
  const at = due(0);
  const words = (type: string, data: Record<string, unknown> = {}) => factWords({ at, type, actor: 'ledger', data });
  expect(words('dispute_withdrawal', { amount: { amountMinor: 1999, currency: 'USD' } })).toMatchObject({ description: '$19.99' });
  expect(words('status_changed', { status: 'won' })).toEqual({ title: 'Won', tone: 'success' });
  expect(words('file_added', { kind: 'receipt' }).description).toBe('Receipt');
  expect(words('something_new').title).toBe('something new');
  expect(new Set(evidenceFields.map(({ name }) => name)).size).toBe(evidenceFields.length);
});

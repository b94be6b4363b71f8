import { newId } from '@tradewind/contracts/ids';
import { describe, expect, it } from 'vitest';
import { checkDraft, emptyDraft, type ReturnLine } from './return-draft.ts';

const [lamp, rug] = [newId('orderItem'), newId('orderItem')];
// The cast: of an item only its id is looked at.
const lines = [lamp, rug].map((id) => ({ item: { id }, left: 2 })) as unknown as ReturnLine[];

describe('what is to be returned', () => {
  it('is something', () => {
    expect(checkDraft(lines, emptyDraft)).toEqual({ errors: { items: 'Choose what you want to return' } });
    expect(checkDraft(lines, { ...emptyDraft, quantities: { [lamp]: 0 } })).toHaveProperty('errors.items');
  });

  it('has a reason for each line, named by the line', () => {
    const draft = { ...emptyDraft, quantities: { [lamp]: 1, [rug]: 2 }, reasons: { [rug]: 'damaged' as const } };
    expect(checkDraft(lines, draft)).toEqual({ errors: { [lamp]: 'Say why, so that we can help' } });
    expect(checkDraft(lines, { ...draft, reasons: { ...draft.reasons, [lamp]: 'other' } })).toEqual({
      items: [
        { itemId: lamp, quantity: 1, reason: 'other' },
        { itemId: rug, quantity: 2, reason: 'damaged' },
      ],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { contentOf, type DraftForm, emptyDraft, formOf } from './draft-form.ts';

const variantId = 'var_06h15s7tqxs1vc86aagf646fk0';
const line = { variantId, title: 'Lamp, Brass', quantity: 2, price: '', reason: '' } as const;
const address = { ...emptyDraft.address, name: 'Ada', line1: '1 Engine Way', city: 'Oakland', region: 'CA', postalCode: '94607' };
const whole: DraftForm = {
  ...emptyDraft,
  email: ' ada@example.com ',
  address,
  shippingOptionId: 'standard',
  lines: [{ ...line, price: '15', reason: ' a scratch ' }],
  codes: ['SALE'],
};

describe('a draft that is typed', () => {
  it('says what it says', () => {
    expect(contentOf(whole)).toEqual({
      errors: {},
      content: {
        currency: 'USD',
        email: 'ada@example.com',
        customerId: null,
        shippingAddress: { name: 'Ada', line1: '1 Engine Way', city: 'Oakland', region: 'CA', postalCode: '94607', country: 'US' },
        shippingOptionId: 'standard',
        lines: [{ variantId, quantity: 2, ownPrice: { amountMinor: 1_500, reason: 'a scratch' } }],
        codes: ['SALE'],
      },
    });
  });

  it('may be empty', () => {
    const { content, errors } = contentOf(emptyDraft);
    expect(errors).toEqual({});
    expect(content).toMatchObject({ email: null, shippingAddress: null, lines: [] });
  });

  it('names what cannot be read, and keeps the rest', () => {
    const lines = [
      { ...line, price: '1.999' },
      { ...line, price: '0' },
    ];
    const { content, errors } = contentOf({ ...whole, email: 'ada', address: { ...address, city: ' ' }, lines });
    expect(Object.keys(errors)).toEqual(['email', 'shippingAddress.city', 'lines.0.price', 'lines.1.reason']);
    expect(content).toMatchObject({ email: null, shippingAddress: null, lines: [{ ownPrice: null }, { ownPrice: null }] });
  });

  it.each([
    ['USD', 1_500, '15.00'],
    ['JPY', 1_500, '1500'],
    ['KWD', 1_500, '1.500'],
    ['USD', 0, '0.00'],
  ] as const)('comes back as it was typed: %s %i', (currency, amountMinor, price) => {
    const { content } = contentOf({ ...whole, currency });
    const lines = [{ variantId, quantity: 2, ownPrice: { amountMinor, reason: 'a scratch' } }] as const;
    const zero = { amountMinor: 0, currency };
    const pricing = { lines: [], promotions: [], shippingOptions: [], subtotal: zero, discount: zero, totals: null };
    const draft = { id: 'drf_06h15s7tqxs1vc86aagf646fk0', version: 0, status: 'open', order: null, changedAt: '', pricing } as const;
    const form = formOf({ ...draft, content: { ...content, lines: [...lines] } });
    expect(form.lines[0]).toMatchObject({ price, reason: 'a scratch' });
    expect(contentOf(form).content.lines).toEqual(lines);
  });
});

import { expect, it } from 'vitest';
import type { Settings } from '#gateway/procedures.ts';
import { storeDraft, storeInput } from './store-draft.ts';

const store: Settings['store']['value'] = {
  name: 'Tradewind',
  address: { name: 'Tradewind', line1: '1 Harbour Street', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
  currencies: ['USD', 'JPY'],
  returnWindowDays: 30,
  notifyEmail: 'finance@tradewind.test',
};

it('is read back as it was', () => {
  expect(storeInput(storeDraft(store))).toEqual({ value: { ...store, address: { ...store.address, line2: undefined, phone: undefined } } });
});

it('tells nobody where no address is typed', () => {
  expect(storeInput({ ...storeDraft(store), notifyEmail: ' ' })).toMatchObject({ value: { notifyEmail: null } });
  expect(storeDraft({ ...store, notifyEmail: null }).notifyEmail).toBe('');
});

it('says what is wrong, at each field', () => {
  const nothing = {
    ...storeDraft(store),
    name: ' ',
    line1: '',
    city: '',
    postalCode: '',
    country: 'Oz',
    currencies: [],
    notifyEmail: 'finance',
  };
  for (const returnWindowDays of ['', '1.5', '-1', '366']) {
    const result = storeInput({ ...nothing, returnWindowDays });
    expect(Object.keys('errors' in result ? result.errors : {}).sort()).toEqual([
      'city',
      'country',
      'currencies',
      'line1',
      'name',
      'notifyEmail',
      'postalCode',
      'returnWindowDays',
    ]);
  }
});

import { documentedRetention } from '@tradewind/testing';
import { expect, it } from 'vitest';
import { retention } from './retention.ts';

it('is what docs/retention.md says', () => {
  expect(documentedRetention('service')).toEqual(retention);
});

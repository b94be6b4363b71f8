import { expect, test } from 'vitest';
import { documentedRetention } from './documented-retention.ts';

const page = (kept: string, name: string) => `
| what  | kept    | why | deleted by | number    |
| ----- | ------- | --- | ---------- | --------- |
| carts | ${kept} | so  | a job      | \`${name}\` |
| jobs  | 1,000 jobs | so | a job | \`order.jobCount\` |
| other | 3 hours | so  | a job      | \`payment.otherHours\` |
`;

test('reads the numbers of one room', () => {
  expect(documentedRetention('order', page('30 days', 'order.cartDays'))).toEqual({ cartDays: 30, jobCount: 1_000 });
  expect(documentedRetention('order', page('1 day', 'order.cartDays'))).toMatchObject({ cartDays: 1 });
});

test('refuses another unit than the name says', () => {
  expect(() => documentedRetention('order', page('30 hours', 'order.cartDays'))).toThrow('cartDays in hours');
  expect(() => documentedRetention('order', page('30 days', 'order.cart'))).toThrow('cart in days');
});

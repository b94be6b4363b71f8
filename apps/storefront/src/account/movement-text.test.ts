import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { movementText } from './movement-text.ts';

it('says what came and what went', () => {
  expect(movementText('refunded', money(500, 'USD'))).toEqual({ what: 'Given back', sum: '+$5.00' });
  expect(movementText('held', money(500, 'JPY'))).toEqual({ what: 'Held for an order', sum: '−¥500' });
  expect(movementText('adjusted', money(-500, 'USD')).sum).toBe('−$5.00');
  expect(movementText('captured', money(500, 'USD')).sum).toBe('$5.00');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startPaymentService } from '../test-kit.ts';
import { forgetEvents } from './forget-events.ts';

let house: Harness;
beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});
afterAll(() => house.close());

it('forgets events that came longer ago than they are kept, some at a time, and no others', async () => {
  await house.db.rows(
    `INSERT INTO webhook_event (id, type, payload, received_at, handled_at)
     SELECT 'evt_' || n, 'charge.succeeded', '{}', now() - age::interval, CASE WHEN n % 2 = 0 THEN now() END
     FROM unnest(ARRAY['1 minute', '89 days 23 hours 59 minutes', '90 days 1 minute', '91 days', '1 year']) WITH ORDINALITY AS a(age, n)`,
  );
  const { webhookEvents } = forgetEvents(house.db);
  expect([await webhookEvents(2), await webhookEvents(2), await webhookEvents(2)]).toEqual([2, 1, 0]);
  expect(await house.db.rows('SELECT id FROM webhook_event ORDER BY id')).toEqual([{ id: 'evt_1' }, { id: 'evt_2' }]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

const ada = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };

describe('register', () => {
  it('writes the registration and its event together, without the code in either', async () => {
    const { registrationId } = await service.auth.register.mutate({ ...ada, email: ' Ada@Example.com ' });
    const [row] = await service.db.rows<{ email: string; minutes: number }>(
      'SELECT *, extract(epoch FROM expires_at - created_at)::float / 60 AS minutes FROM registration WHERE id = $1',
      [registrationId],
    );
    expect(row).toMatchObject({ email: 'ada@example.com', name: 'Ada', account_exists: false, attempts: 0, minutes: 15 });
    const events = await service.events();
    expect(events).toEqual([{ type: 'user.registration_requested', aggregateId: registrationId, data: { registrationId } }]);
    const { code } = await service.mail.registration.query({ registrationId });
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify([row, events])).not.toContain(code);
  });

  it('answers the same for an address that has an account; the mail knows', async () => {
    await service.signUp('taken@example.com');
    const answer = await service.auth.register.mutate({ ...ada, email: 'taken@example.com' });
    expect(Object.keys(answer)).toEqual(['registrationId']);
    expect(await service.mail.registration.query(answer)).toEqual({ email: 'taken@example.com', name: 'Ada', code: null });
  });

  it('writes nothing when the event cannot be written', async () => {
    await service.db.rows('ALTER TABLE messaging.outbox RENAME TO outbox_away');
    await expect(service.auth.register.mutate({ ...ada, email: 'half@example.com' })).rejects.toMatchObject({ code: 'INTERNAL' });
    await service.db.rows('ALTER TABLE messaging.outbox_away RENAME TO outbox');
    expect(await service.db.rows(`SELECT id FROM registration WHERE email = 'half@example.com'`)).toEqual([]);
  });

  it.each([
    ['email', { ...ada, email: 'not an address' }],
    ['email', { ...ada, email: `${'a'.repeat(300)}@example.com` }],
    ['password', { ...ada, password: 'short' }],
    ['password', { ...ada, password: 'x'.repeat(129) }],
    ['password', { ...ada, password: 'Password123' }],
    ['password', { ...ada, password: 'ada@example.com' }],
    ['name', { ...ada, name: ' ' }],
    ['name', { ...ada, name: 'x'.repeat(10_000) }],
    ['name', { ...ada, name: 'a\nb' }],
  ])('refuses a bad %s and names it', async (path, input) => {
    const error = await service.auth.register.mutate(input).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path }] } });
  });

  it('is bounded per address, known or not, and per client', async () => {
    const one = { ...ada, email: 'flood@example.com' };
    for (let i = 0; i < 5; i++) await service.from('203.0.113.1', () => service.auth.register.mutate(one));
    const refused = await service.from('203.0.113.2', () => service.auth.register.mutate(one)).catch((reason) => reason);
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refused.extras.retryAfter).toBeGreaterThan(500);
  });
});

import { newId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService({ rateLimitScale: 0 });
});
afterAll(() => service.close());

async function register(email: string) {
  const { registrationId } = await service.auth.register.mutate({ email, password: 'correct horse battery', name: 'Ada' });
  const code = service.services.codes.codeOf(registrationId);
  const wrong = code === '000000' ? '000001' : '000000';
  return { registrationId, code, wrong };
}

const wrongCode = { code: 'INVALID_INPUT', extras: { errors: [{ path: 'code' }] } };
const accountsOf = (email: string) => service.db.rows('SELECT id FROM account WHERE email = $1', [email]);

describe('confirm', () => {
  it('makes the account, signs it in and tells of it', async () => {
    const { registrationId, code } = await register('ada@example.com');
    const answer = await service.auth.confirm.mutate({ registrationId, code: ` ${code} ` });
    expect(answer).toMatchObject({ user: { email: 'ada@example.com', name: 'Ada', roles: ['customer'], permissions: [] }, expiresIn: 600 });
    expect(await service.me(answer.accessToken)).toEqual(answer.user);
    await service.auth.refresh.mutate(answer);
    const events = await service.events();
    expect(events).toContainEqual({ type: 'user.registered', aggregateId: answer.user.id, data: { userId: answer.user.id } });
    await expect(service.mail.registration.query({ registrationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('bears five wrong codes, then not even the right one', async () => {
    const { registrationId, code, wrong } = await register('guess@example.com');
    for (let i = 0; i < 5; i++) await expect(service.auth.confirm.mutate({ registrationId, code: wrong })).rejects.toMatchObject(wrongCode);
    await expect(service.auth.confirm.mutate({ registrationId, code })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await accountsOf('guess@example.com')).toEqual([]);
  });

  it('bears five guesses also when fifty come at once', async () => {
    const { registrationId, wrong } = await register('parallel@example.com');
    const guesses = Array.from({ length: 50 }, () => service.auth.confirm.mutate({ registrationId, code: wrong }).catch((e) => e.code));
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'INVALID_INPUT')).toHaveLength(5);
    expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(45);
  });

  it('makes one account when the right code comes several times at once', async () => {
    const { registrationId, code } = await register('twice@example.com');
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => service.auth.confirm.mutate({ registrationId, code })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await accountsOf('twice@example.com')).toHaveLength(1);
  });

  it('refuses the second of two registrations of one address', async () => {
    const [first, second] = [await register('both@example.com'), await register('both@example.com')];
    await service.auth.confirm.mutate(first);
    await expect(service.auth.confirm.mutate(second)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await accountsOf('both@example.com')).toHaveLength(1);
  });

  it('finds no code that fits where the address had an account', async () => {
    await service.signUp('known@example.com');
    const { registrationId, code } = await register('known@example.com');
    await expect(service.auth.confirm.mutate({ registrationId, code })).rejects.toMatchObject(wrongCode);
  });

  it('is over after its time, and so is its mail', async () => {
    const { registrationId, code } = await register('late@example.com');
    await service.db.rows('UPDATE registration SET expires_at = now() WHERE id = $1', [registrationId]);
    await expect(service.auth.confirm.mutate({ registrationId, code })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(service.mail.registration.query({ registrationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('knows no other registration, and only codes of six digits', async () => {
    const unknown = { registrationId: newId('registration'), code: '123456' };
    await expect(service.auth.confirm.mutate(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.auth.confirm.mutate({ ...unknown, code: '12345' })).rejects.toMatchObject(wrongCode);
    const path = { code: 'INVALID_INPUT', extras: { errors: [{ path: 'registrationId' }] } };
    await expect(service.auth.confirm.mutate({ ...unknown, registrationId: 'reg_1' })).rejects.toMatchObject(path);
  });

  it('tells the code to the notification service alone', async () => {
    const { registrationId } = await register('secret@example.com');
    const asGateway = service.clientOf('gateway').mail.registration.query({ registrationId });
    await expect(asGateway).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const outside = await fetch(`${service.url}/trpc/mail.registration?input=${encodeURIComponent(JSON.stringify({ registrationId }))}`);
    expect(outside.status).toBe(401);
  });
});

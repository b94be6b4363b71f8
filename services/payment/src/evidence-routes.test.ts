import { newId } from '@tradewind/contracts/ids';
import { eventually, testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDisputes } from './dispute/list-disputes.ts';
import { readDispute } from './dispute/read-dispute.ts';
import { createPayment } from './payment/create-payment.ts';
import { type Harness, paymentInput, startPaymentService, visa } from './test-kit.ts';

let house: Harness;
let disputeId: string;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: true });
  await house.asOrder(() => createPayment(house.ctx, paymentInput({ ...visa, paymentMethodId: 'pm_card_createDispute' })));
  disputeId = await eventually(async () => {
    const [dispute] = (await listDisputes(house.ctx, { limit: 1 })).items;
    if (!dispute) throw new Error('nobody told');
    return dispute.id;
  });
});

afterAll(() => house.close());

const pdf = '%PDF-1.7\n%%EOF\n';
const finance = testKeys.userToken({ id: newId('user'), roles: ['finance'] });

async function upload(parts: Record<string, Blob | string>, { token = finance as string | null, id = disputeId } = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, 'my receipt.pdf');
  }
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${house.url}/disputes/${id}/files`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as { code?: string; errors?: { path: string }[] } };
}

it('takes a file from who may write payments, and sends it to the processor', async () => {
  const parts = { kind: 'receipt', file: new Blob([pdf]) };
  expect((await upload(parts, { token: null })).status).toBe(401);
  expect((await upload(parts, { token: testKeys.userToken({ id: newId('user'), roles: ['support'] }) })).status).toBe(403);
  expect(await upload(parts)).toMatchObject({
    status: 201,
    body: { kind: 'receipt', name: 'my receipt.pdf', mediaType: 'application/pdf' },
  });
  const [row] = await house.db.rows<{ reference: string }>('SELECT reference FROM dispute_file');
  expect(await house.stripe.files.retrieve(row?.reference ?? '')).toMatchObject({ type: 'pdf', size: pdf.length });
  const { timeline } = await readDispute(house.ctx, { disputeId });
  expect(timeline.at(-1)).toMatchObject({ type: 'file_added', actor: expect.stringMatching(/^usr_/), data: { kind: 'receipt' } });
});

it('names what is wrong', async () => {
  const file = new Blob([pdf]);
  const cases = [
    [{ kind: 'shoe', file }, 400, 'kind'],
    [{ file }, 400, 'kind'],
    [{ kind: 'receipt' }, 400, 'file'],
    [{ kind: 'receipt', file: new Blob(['GIF89a']) }, 400, 'file'],
  ] as const;
  for (const [parts, status, path] of cases) {
    const answer = await upload(parts);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([status, path]);
  }
  const large = new Blob([pdf, new Uint8Array(5 * 1_048_576), '%%EOF']);
  expect((await upload({ kind: 'receipt', file: large })).status).toBe(413);
  expect((await upload({ kind: 'receipt', file }, { id: newId('dispute') })).status).toBe(404);
  expect((await upload({ kind: 'receipt', file }, { id: 'dsp_x' })).status).toBe(400);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { accountCount, giftCardCount, goodsCount, scarceGood } from '../plan/journeys.ts';
import type { Client, Json, Question } from './client.ts';
import { type Good, password, type Shop, signInStaff } from './shop.ts';

async function expect(client: Client, status: number, question: Question): Promise<Json> {
  const answer = await client.insist(question);
  if (answer?.status !== status) throw new Error(`${question.method} ${question.path}: ${JSON.stringify(answer ?? 'no answer')}`);
  return answer.body;
}

/** Products of the drill alone, of different prices, so that their stock is nobody else's. */
async function makeGoods(client: Client, checkouts: number): Promise<Good[]> {
  const headers = await signInStaff(client, 'catalog');
  const goods: Good[] = [];
  for (let index = 0; index < goodsCount; index += 1) {
    const sku = `DRILL-${index + 1}`;
    const onHand = index === scarceGood ? Math.max(3, Math.round(checkouts / 25)) : checkouts * 6;
    const body = {
      title: `Drill lantern ${index + 1}`,
      status: 'active',
      variants: [{ sku, options: {}, price: { amountMinor: 999 + 250 * index, currency: 'USD' }, onHand }],
    };
    const product = await expect(client, 201, { step: 'prepare', method: 'POST', path: '/admin/products', headers, body, key: sku });
    const [variant] = product.variants as { id: string }[];
    if (!variant) throw new Error('a product has a variant');
    goods.push({ variantId: variant.id, sku, onHand });
  }
  return goods;
}

async function codeFor(mailbox: string, email: string): Promise<string> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answer = await fetch(`${mailbox}/messages?to=${encodeURIComponent(email)}`);
    const [mail] = ((await answer.json()) as { items: { text: string }[] }).items;
    const [code] = /\b\d{6}\b/.exec(mail?.text ?? '') ?? [];
    if (code) return code;
    await sleep(200);
  }
  throw new Error(`no code came for ${email}`);
}

async function makeAccount(client: Client, mailbox: string, index: number): Promise<string> {
  const email = `account-${index + 1}@drill.test`;
  const body = { email, password, name: `Drill Shopper ${index + 1}` };
  const { registrationId } = await expect(client, 202, { step: 'prepare', method: 'POST', path: '/auth/register', body });
  const code = await codeFor(mailbox, email);
  await expect(client, 201, { step: 'prepare', method: 'POST', path: '/auth/register/confirm', body: { registrationId, code } });
  return email;
}

/** Gift cards that are spent before the last shopper comes. */
async function makeGiftCards(client: Client, checkouts: number): Promise<string[]> {
  const headers = await signInStaff(client, 'finance');
  const codes: string[] = [];
  for (let index = 0; index < giftCardCount; index += 1) {
    const body = { amountMinor: 20 * checkouts, currency: 'USD', reason: 'a drill' };
    const key = `gift-card-${index}`;
    const made = await expect(client, 201, { step: 'prepare', method: 'POST', path: '/admin/gift-cards', headers, body, key });
    codes.push(String(made.code));
  }
  return codes;
}

/** Makes what the shoppers need while nothing is being ended yet. @throws Error when the shop does not take it */
export async function prepareShop(
  client: Client,
  addresses: Pick<Shop, 'api' | 'processor' | 'mailbox'>,
  checkouts: number,
): Promise<Shop> {
  const goods = await makeGoods(client, checkouts);
  const accounts = await Promise.all(Array.from({ length: accountCount }, (_, index) => makeAccount(client, addresses.mailbox, index)));
  const giftCards = await makeGiftCards(client, checkouts);
  return { ...addresses, goods, accounts, giftCards, staff: signInStaff };
}

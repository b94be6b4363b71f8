import type { Client } from './client.ts';

/** What a shopper wants: a variant, its SKU, and what it cost and how many there were when the drill began. */
export interface Good {
  readonly variantId: string;
  readonly sku: string;
  readonly onHand: number;
}

/** The shop as the drill found it, and where its neighbours are. */
export interface Shop {
  /** The gateway's REST interface. */
  readonly api: string;
  /** The card processor, as browsers reach it. */
  readonly processor: string;
  readonly mailbox: string;
  readonly goods: readonly Good[];
  readonly accounts: readonly string[];
  /** Codes of gift cards. */
  readonly giftCards: readonly string[];
  /** What a member of staff sends along. */
  readonly staff: (client: Client, role: 'catalog' | 'finance') => Promise<Readonly<Record<string, string>>>;
}

export const password = 'a-long-enough-passphrase';

/** What a signed-in caller sends. @returns undefined when nobody could be signed in */
export async function signIn(client: Client, email: string, secret = password): Promise<Record<string, string> | undefined> {
  const answer = await client.insist({ step: 'sign-in', method: 'POST', path: '/auth/login', body: { email, password: secret } });
  return answer?.status === 200 ? { authorization: `Bearer ${String(answer.body.accessToken)}` } : undefined;
}

/** The same for one of the demo's staff, who must be there. */
export async function signInStaff(client: Client, role: 'catalog' | 'finance'): Promise<Record<string, string>> {
  const headers = await signIn(client, `${role}@tradewind.test`, 'tradewind-demo');
  if (!headers) throw new Error(`${role} could not sign in`);
  return headers;
}

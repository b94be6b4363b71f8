import type { Journey, Paying } from '../plan/journeys.ts';
import type { Browser } from './browser.ts';

/** The payment method that goes along with a checkout; none where the browser gives the card. */
export const firstCard: Record<Paying, string | undefined> = {
  card: 'pm_card_visa',
  'in-the-browser': undefined,
  'in-the-browser-second-card': undefined,
  declined: 'pm_card_chargeDeclined',
  'lacks-funds': 'pm_card_chargeDeclinedInsufficientFunds',
  'declined-then-card': 'pm_card_chargeDeclined',
  authenticates: 'pm_card_authenticationRequired',
  'leaves-at-authentication': 'pm_card_authenticationRequired',
  'leaves-unpaid': undefined,
};

/** Pays for a placed order; where nothing is left for a card, it is paid. @returns whether the shopper has done all to have it paid */
export async function pay(browser: Browser, { paying }: Journey, clientSecret: string): Promise<boolean> {
  if (clientSecret === '') return true;
  switch (paying) {
    case 'in-the-browser':
      return await browser.confirm(clientSecret, 'pm_card_visa');
    case 'in-the-browser-second-card':
      await browser.confirm(clientSecret, 'pm_card_chargeDeclined');
      return await browser.confirm(clientSecret, 'pm_card_mastercard');
    case 'authenticates':
      await browser.authenticate(clientSecret);
      return true;
    case 'leaves-at-authentication':
    case 'leaves-unpaid':
      return false;
    case 'card':
    case 'declined':
    case 'lacks-funds':
    case 'declined-then-card':
      return true;
  }
}

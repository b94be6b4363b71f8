import type { credit as creditSchemas } from '@tradewind/contracts/schemas';
import { formatMoney } from '@tradewind/money';
import type { z } from 'zod';
import type { MailContent } from './mail-content.ts';

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** A gift card with its code. */
export function giftCardContent({ balance, code, expiresAt }: z.infer<typeof creditSchemas.giftCardMail>, storefront: string): MailContent {
  const amount = formatMoney(balance);
  const until = expiresAt === null ? 'It does not expire.' : `It is good until ${day.format(new Date(expiresAt))}.`;
  return {
    // Not in the subject: lock screens and lists show that.
    subject: `A Tradewind gift card of ${amount}`,
    preview: `There is ${amount} on it.`,
    heading: `A gift card of ${amount} for you`,
    paragraphs: [
      `Type this code in your cart or at checkout, and it pays for your order. What is left stays on the card. ${until}`,
      'Whoever has the code can spend it, so keep it to yourself.',
    ],
    code,
    button: { label: 'Go to Tradewind', url: storefront },
    reason: 'You get this because a gift card was made for your address.',
  };
}

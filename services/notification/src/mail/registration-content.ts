import type { user as userSchemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { MailContent } from './mail-content.ts';

/** The code that proves an address; or, to an address that has an account, that somebody tried. */
export function registrationContent(mail: z.infer<typeof userSchemas.registrationMail>, storefront: string): MailContent {
  const { name, code } = mail;
  if (code === null) {
    return {
      subject: 'You already have a Tradewind account',
      preview: 'Somebody, perhaps you, asked for an account with this address.',
      heading: 'You already have an account',
      paragraphs: [
        'Somebody, perhaps you, asked for a Tradewind account with this address. It has one already, so nothing was changed.',
        'If it was you, simply sign in. If not, there is nothing you need to do.',
      ],
      button: { label: 'Go to Tradewind', url: storefront },
      reason: 'You get this because your address was typed in when someone signed up.',
    };
  }
  return {
    // Not in the subject: lock screens and lists show that.
    subject: 'Your code for Tradewind',
    preview: 'Six digits, and your account is ready.',
    heading: `Welcome, ${name}`,
    paragraphs: ['Type this code where you signed up, and your account is ready. It is good for 15 minutes.'],
    code,
    reason: 'You get this because your address was typed in when someone signed up. If that was not you, leave it be.',
  };
}

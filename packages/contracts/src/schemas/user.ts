import { z } from 'zod';
import { permissions, roles } from '../permissions.ts';
import { email, idOf, text } from './primitives.ts';

/** Any characters, as typed: length is what makes a password strong (NIST SP 800-63B, section 3.1.1). */
const newPassword = z.string().min(8).max(128);

export const registerInput = z.object({ email, password: newPassword, name: text(120) });
export const registration = z.object({ registrationId: idOf('registration') });
export const confirmRegistrationInput = z.object({
  registrationId: idOf('registration'),
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'is not a code of six digits'),
});

export const loginInput = z.object({ email, password: z.string().min(1).max(128) });

const refreshToken = z.string().min(20).max(200);
export const refreshInput = z.object({ refreshToken });
export const logoutInput = z.object({ refreshToken });

export const user = z.object({
  id: idOf('user'),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.enum(permissions)),
});

export const signedIn = z.object({
  user,
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Seconds until the access token ends. */
  expiresIn: z.int(),
});

/** What the registration's email says; asked for by the notification service when it writes it. */
export const registrationMailInput = z.object({ registrationId: idOf('registration') });
export const registrationMail = z.object({
  email: z.string(),
  name: z.string(),
  /** Null when the address has an account already: then the email says that. */
  code: z.string().nullable(),
});

export type User = z.infer<typeof user>;
export type SignedIn = z.infer<typeof signedIn>;

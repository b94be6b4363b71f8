import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Letters } from './letters.ts';

/** Takes every letter for every address, as a mail server of the whole world. */
export function createSmtp(letters: Letters): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: 10_000_000,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
    onData(stream, session, done) {
      buffer(stream)
        .then((raw) =>
          letters.receive(
            raw,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        )
        .then(
          () => done(),
          () => done(new Error('The letter could not be read')),
        );
    },
  });
}

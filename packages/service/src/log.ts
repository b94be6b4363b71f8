import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError, redact, scrub } from './redact.ts';
import { maybeCall } from './scope.ts';

export type { Logger } from 'pino';

/**
 * JSON lines on stdout, with the service's name and the trace id of the call under way. Values under a secret's name are taken
 * out at any depth; tokens, passwords in URLs and card numbers also out of free text.
 */
export function createLogger(options: { service: string; level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const call = maybeCall();
        return call ? { traceId: call.traceId } : {};
      },
      formatters: {
        level: (label) => ({ level: label }),
        // The cast: redact answers an object for an object.
        log: (entry) => redact(entry) as Record<string, unknown>,
      },
      serializers: { err: describeError },
      hooks: { streamWrite: scrub },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

/** An error whose message is meant for the person at the terminal. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** A backend cannot be had on this machine; the message is one line that says what is missing and how to come by it. */
export class MissingBackendError extends SetupError {}

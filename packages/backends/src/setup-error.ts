/** An error whose message is meant for the person at the terminal. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

import { within } from '../bounded.ts';

interface Renewed<T> {
  /** Works with the one that is open, or opens one. When the work fails the one it used is given up, and the next work has a fresh one. */
  use<R>(work: (open: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

const closeTimeoutMs = 3_000;

/** Keeps something open that may break: what a failure leaves of it is not trusted again. */
export function renewed<T extends { close(): Promise<void> }>(open: () => Promise<T>): Renewed<T> {
  let current: Promise<T> | undefined;

  async function giveUp(one: Promise<T>): Promise<void> {
    try {
      const opened = await one;
      await within(closeTimeoutMs, () => opened.close());
    } catch {
      // It was never open, or is broken: nothing of it is used any more.
    }
  }

  return {
    use: async (work) => {
      current ??= open();
      const mine = current;
      try {
        return await work(await mine);
      } catch (error) {
        if (current === mine) {
          current = undefined;
          void giveUp(mine);
        }
        throw error;
      }
    },
    close: async () => {
      const last = current;
      current = undefined;
      if (last !== undefined) {
        await giveUp(last);
      }
    },
  };
}

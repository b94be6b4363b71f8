import { closeSync, openSync, writeSync } from 'node:fs';

/** What a call is about, for whoever reads the record. */
export type Step =
  | 'prepare'
  | 'sign-in'
  | 'cart'
  | 'item'
  | 'gift-card'
  | 'delivery'
  | 'checkout'
  | 'look'
  | 'cancel'
  | 'refund'
  | 'return'
  /** Anything else that staff do. */
  | 'staff'
  /** The browser with the card processor: no call of ours. */
  | 'pay';

export interface Asked {
  readonly kind: 'asked';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly call: number;
  /** The shopper's number; 0 for what prepares the drill. */
  readonly journey: number;
  readonly step: Step;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly body: unknown;
}

interface Answered {
  readonly kind: 'answered';
  readonly at: number;
  readonly call: number;
  readonly ms: number;
  readonly status: number;
  readonly body: unknown;
}

/** No answer came. */
interface Lost {
  readonly kind: 'lost';
  readonly at: number;
  readonly call: number;
  readonly ms: number;
  readonly why: string;
}

export type Entry = Asked | Answered | Lost;

/** The shoppers' own record: a line for each request before it is sent, and one for each answer before anything is made of it. */
export interface Recorder {
  asked(request: Omit<Asked, 'kind' | 'at' | 'call'>): number;
  answered(answer: Omit<Answered, 'kind' | 'at'>): void;
  lost(loss: Omit<Lost, 'kind' | 'at'>): void;
  close(): void;
}

export function openRecorder(file: string): Recorder {
  const descriptor = openSync(file, 'w');
  let calls = 0;
  const write = (entry: Entry) => void writeSync(descriptor, `${JSON.stringify(entry)}\n`);
  return {
    asked(request) {
      calls += 1;
      write({ kind: 'asked', at: Date.now(), call: calls, ...request });
      return calls;
    },
    answered: (answer) => write({ kind: 'answered', at: Date.now(), ...answer }),
    lost: (loss) => write({ kind: 'lost', at: Date.now(), ...loss }),
    close: () => closeSync(descriptor),
  };
}

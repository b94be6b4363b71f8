interface Usage {
  readonly usage: string;
  readonly does: string;
}

/** What can be asked for, as it is typed, and what that does. */
export const usages = {
  list: {
    usage: 'list [--service S] [--state waiting|retrying|behind] [--type T] [--aggregate ID] [--limit 50] [--json]',
    does: 'what is parked, those parked longest ago first; waiting: for somebody to look',
  },
  show: { usage: 'show EVENT_ID [--service S] [--json]', does: 'one event with its error, its trace and what waits behind it' },
  replay: {
    usage: 'replay EVENT_ID | --aggregate ID | --all [--service S] [--wait] [--json]',
    does: 'has it tried again, always in order from the first parked event of its aggregate on',
  },
  discard: { usage: 'discard EVENT_ID --reason "…" [--service S] [--json]', does: 'gives it up for good; those behind it go on' },
  'replay-span': {
    usage: 'replay-span --service S --from TIME [--to TIME] [--types T,T] [--again] [--wait] [--json]',
    does: 'has the events of a span of time take effect, for a service that lost effects; --again: also those that it has settled',
  },
  actions: { usage: 'actions [--service S] [--limit 50] [--json]', does: 'who replayed and discarded what, when and why' },
} as const satisfies Record<string, Usage>;

export type CommandName = keyof typeof usages;

const lines = Object.values(usages).map(({ usage, does }) => `  ${usage}\n      ${does}`);

/** All of it, for who asks for help or for nothing at all. */
export const help = `usage: pnpm messages COMMAND

Events that a service could not handle are parked in its database, with the later ones of the same aggregate behind them.
docs/operations.md says what to do about them.

${lines.join('\n')}

S is a service such as order, T a type such as order.confirmed, TIME like 2026-11-25T09:00:00Z. It works on the shop that runs in
this clone, or on what ORDER_DATABASE_URL and its like name. --wait waits up to a minute for the running consumers, --json prints
for programs. It ends with 0 when it did what it was asked for, 1 when not, 2 when it could not be understood.`;

/** Whether the words of the command line ask for help. */
export const asksForHelp = (args: readonly string[]) => args[0] === 'help' || args.includes('--help') || args.includes('-h');

import { SetupError } from '@tradewind/backends';
import { TradewindError } from '@tradewind/contracts/errors';
import { EnvError } from '@tradewind/service';
import { commandFrom, UsageError } from './messages/command.ts';
import { findReach } from './messages/reach.ts';
import { runCommand } from './messages/run-command.ts';
import { asksForHelp, help } from './messages/usage.ts';

// Ends with 0 when it did what it was asked for, 1 when not, 2 when it could not be understood.
async function main(args: readonly string[]): Promise<number> {
  if (asksForHelp(args)) {
    console.log(help);
    return 0;
  }
  const command = commandFrom(args);
  const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  const { text, value, troubles, failed } = await runCommand(findReach(), command, width);
  console.log(command.json ? JSON.stringify(value, null, 2) : text);
  for (const trouble of troubles) console.error(trouble);
  return failed ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isTold = [UsageError, SetupError, TradewindError, EnvError].some((kind) => error instanceof kind);
  console.error(error instanceof Error && isTold ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

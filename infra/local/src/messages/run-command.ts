import type { Command } from './command.ts';
import { discard } from './discard.ts';
import { actions, list } from './list.ts';
import { databaseOf, type Reach } from './reach.ts';
import { replay } from './replay.ts';
import { replaySpan } from './replay-span.ts';
import { show } from './show.ts';
import type { Told } from './told.ts';

/**
 * Does what was asked for.
 * @param width of the terminal, in characters
 * @throws UsageError, TradewindError or SetupError whose message is for who asked
 */
export async function runCommand(reach: Reach, command: Command, width: number): Promise<Told> {
  if (command.service !== undefined) databaseOf(reach, command.service);
  switch (command.command) {
    case 'list':
      return await list(reach, command, width);
    case 'show':
      return await show(reach, command);
    case 'replay':
      return await replay(reach, command);
    case 'discard':
      return await discard(reach, command);
    case 'replay-span':
      return await replaySpan(reach, command);
    case 'actions':
      return await actions(reach, command, width);
  }
}

import type { MessageService, ServiceState } from '#gateway/procedures.ts';
import { messageServices } from './system-words.ts';

type Figures = NonNullable<NonNullable<ServiceState['messages']>['jobs']>[number];

export interface Job extends Figures {
  readonly service: MessageService;
}

/** The jobs of one service or of all, those of which some were given up first; and whose are not known. */
export function jobsOf(
  states: readonly ServiceState[],
  only: MessageService | null,
): { readonly items: readonly Job[]; readonly away: readonly MessageService[] } {
  const asked = messageServices
    .filter((name) => only === null || name === only)
    .flatMap((name) => states.filter(({ service }) => service === name).map(({ messages }) => ({ name, jobs: messages?.jobs ?? null })));
  const items = asked.flatMap(({ name, jobs }) => (jobs ?? []).map((figures) => ({ ...figures, service: name })));
  return {
    items: items.toSorted((one, other) => Number(other.failed > 0) - Number(one.failed > 0)),
    away: asked.filter(({ jobs }) => jobs === null).map(({ name }) => name),
  };
}

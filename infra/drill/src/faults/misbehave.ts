import { misbehaviour } from '../plan/misbehaviour.ts';

async function order(processor: string, faults: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${processor}/_sandbox/faults`, { method: 'PUT', headers, body: JSON.stringify(faults) });
  if (!answer.ok) throw new Error(`the processor does not take ${JSON.stringify(faults)}: ${answer.status}`);
}

/** Has the processor misbehave, by the seed's dice. @returns what heals it */
export async function misbehave(processor: string, seed: number): Promise<() => Promise<void>> {
  await order(processor, { ...misbehaviour, seed });
  return () => order(processor, {});
}

import { expect, it } from 'vitest';
import { shareOut } from './share-out.ts';

const partitions = new Map([
  ['order', 8],
  ['payment', 3],
]);

function heldBy(shares: ReturnType<typeof shareOut>) {
  return [...shares].map(([id, share]) => [id, Object.values(share).flat().length]);
}

it('shares evenly over all topics, the same whoever counts', () => {
  const members = ['c', 'a', 'b'].map((id) => ({ id, topics: ['payment', 'order'] }));
  const shares = shareOut(members, partitions);
  expect(heldBy(shares)).toEqual([
    ['a', 4],
    ['b', 4],
    ['c', 3],
  ]);
  expect(shareOut(members.toReversed(), new Map([...partitions].toReversed()))).toEqual(shares);
  for (const [topic, count] of partitions) {
    const given = [...shares.values()].flatMap((share) => share[topic] ?? []).sort();
    expect(given).toEqual(Array.from({ length: count }, (_, index) => index));
  }
});

it('gives nobody a topic that it does not hear', () => {
  const shares = shareOut(
    [
      { id: 'old', topics: ['order'] },
      { id: 'new', topics: ['order', 'payment'] },
    ],
    partitions,
  );
  expect(shares.get('old')?.payment).toBeUndefined();
  expect(shares.get('new')?.payment).toEqual([0, 1, 2]);
  expect(shareOut([{ id: 'old', topics: ['order'] }], partitions).get('old')?.payment).toBeUndefined();
});

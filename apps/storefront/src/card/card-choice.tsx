import { RadioCard, RadioGroup } from '@tradewind/ui/radio-group';
import type { SavedCard } from '#gateway/procedures.ts';
import { cardName, expiryText, hasExpired } from './card-words.ts';

interface CardChoiceProps {
  readonly cards: readonly SavedCard[];
  /** Null is another card. */
  readonly chosen: SavedCard | null;
  readonly onChoose: (card: SavedCard | null) => void;
}

/** One of the saved cards, or another one. */
export function CardChoice({ cards, chosen, onChoose }: CardChoiceProps) {
  const now = new Date();
  return (
    <RadioGroup legend="Pay with" hideLegend className="mb-4">
      {cards.map((card) => (
        <RadioCard
          key={card.id}
          name="card"
          value={card.id}
          label={cardName(card)}
          description={expiryText(card, now)}
          disabled={hasExpired(card, now)}
          checked={card.id === chosen?.id}
          onChange={() => onChoose(card)}
        />
      ))}
      <RadioCard name="card" value="" label="Another card" checked={chosen === null} onChange={() => onChoose(null)} />
    </RadioGroup>
  );
}

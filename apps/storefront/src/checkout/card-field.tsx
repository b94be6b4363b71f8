'use client';

import { Alert } from '@tradewind/ui/alert';
import { Button } from '@tradewind/ui/button';
import { Skeleton } from '@tradewind/ui/skeleton';
import { useEffect, useRef, useState } from 'react';
import { type CardElement, loadProcessor, type Processor } from './processor.ts';

/** How this page reaches the card processor; known at run time. */
export interface ProcessorAccess {
  readonly scriptUrl: string;
  readonly publishableKey: string;
}

export interface MountedCard {
  readonly processor: Processor;
  readonly card: CardElement;
}

interface CardFieldProps {
  readonly access: ProcessorAccess;
  readonly onMounted: (card: MountedCard | null) => void;
}

/** What stands in another's frame takes colours, not classes: these are the page's own of now. */
function cardLooks() {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const theme: 'night' | 'stripe' = document.documentElement.classList.contains('dark') ? 'night' : 'stripe';
  const variables = {
    colorText: color('--ink'),
    colorTextSecondary: color('--muted'),
    colorBackground: color('--surface'),
    colorPrimary: color('--primary'),
    colorDanger: color('--danger'),
    borderRadius: '10px',
  };
  const base = { color: variables.colorText, fontSize: '16px', '::placeholder': { color: variables.colorTextSecondary } };
  return { appearance: { theme, variables }, style: { base, invalid: { color: variables.colorDanger } } };
}

/**
 * The processor's own field in the processor's own frame: what is typed there never reaches this page. It is mounted once and
 * stays, whatever the checkout around it does.
 */
export function CardField({ access: { scriptUrl, publishableKey }, onMounted }: CardFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(1);
  const [error, setError] = useState('');

  useEffect(() => {
    let card: CardElement | null = null;
    let isGone = false;
    let watch: MutationObserver | null = null;
    async function mount() {
      const processor = await loadProcessor(scriptUrl, publishableKey);
      if (isGone || !place.current) return;
      const { appearance, style } = cardLooks();
      const elements = processor.elements({ appearance });
      const field = elements.create('card', { style, hidePostalCode: true });
      card = field;
      card.on('ready', () => setState('ready'));
      card.on('change', (change) => setError(change.error?.message ?? ''));
      card.mount(place.current);
      // Light and dark may change while somebody types: the frame follows, and what was typed stays.
      watch = new MutationObserver(() => {
        const looks = cardLooks();
        elements.update({ appearance: looks.appearance });
        field.update({ style: looks.style });
      });
      watch.observe(document.documentElement, { attributeFilter: ['class'] });
      onMounted({ processor, card });
    }
    mount().catch(() => setState('failed'));
    return () => {
      isGone = true;
      watch?.disconnect();
      card?.destroy();
      onMounted(null);
    };
  }, [scriptUrl, publishableKey, onMounted, attempt]);

  if (state === 'failed') {
    return (
      <Alert tone="danger" title="The card field could not be loaded">
        <Button
          variant="secondary"
          size="sm"
          className="mt-2"
          onClick={() => {
            setState('loading');
            setAttempt((count) => count + 1);
          }}
        >
          Try again
        </Button>
      </Alert>
    );
  }
  return (
    <div>
      <div className="relative min-h-12 rounded-control border border-line-strong bg-surface p-3.5">
        {state === 'loading' && <Skeleton className="absolute inset-3" />}
        <div ref={place} />
      </div>
      <p aria-live="polite" className="mt-1.5 text-caption text-danger">
        {error}
      </p>
    </div>
  );
}

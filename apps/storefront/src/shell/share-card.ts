import type { Metadata, ResolvingMetadata } from 'next';

interface Card {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly images?: string[];
}

/** What a page looks like when it is shared; without a picture of its own it has the shop's. */
export async function shareCard(shop: ResolvingMetadata, card: Card): Promise<Metadata['openGraph']> {
  const { siteName, images } = (await shop).openGraph ?? {};
  return { type: 'website', siteName, ...card, images: card.images?.length ? card.images : images };
}

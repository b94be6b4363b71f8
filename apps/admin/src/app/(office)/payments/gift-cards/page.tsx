import type { Metadata } from 'next';
import { GiftCardList } from '#credit/gift-card-list.tsx';
import { ListPage } from '#parts/list-page.tsx';

export const metadata: Metadata = { title: 'Gift cards' };

export default function GiftCardsPage() {
  return (
    <ListPage>
      <GiftCardList />
    </ListPage>
  );
}

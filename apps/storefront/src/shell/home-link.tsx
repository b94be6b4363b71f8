import { Logo } from '@tradewind/ui/logo';
import { ShopLink } from '#shell/shop-link.tsx';

export function HomeLink() {
  return (
    <ShopLink href="/" className="rounded-control">
      <Logo />
    </ShopLink>
  );
}

import type { Currency } from '@tradewind/money';
import { CurrencySelect } from '#cart/currency-select.tsx';
import { countryName } from '#checkout/address.ts';
import type { Address, Category } from '#gateway/procedures.ts';
import { ShopLink } from '#shell/shop-link.tsx';

const help = [
  { href: '/search', label: 'Everything we sell' },
  { href: '/account', label: 'Account and orders' },
  { href: '/cart', label: 'Cart' },
];

const list = new Intl.ListFormat('en');

interface FooterProps {
  readonly categories: readonly Category[];
  /** Where parcels go to; nothing when that is not known. */
  readonly countries: readonly Address['country'][];
  /** What may be paid in; nothing when that is not known. */
  readonly currencies: readonly Currency[];
}

export function Footer({ categories, countries, currencies }: FooterProps) {
  const shop = categories.filter((category) => category.parentId === null).slice(0, 8);
  return (
    <footer className="mt-20 bg-deep text-on-deep">
      <div className="shell grid grid-cols-2 gap-10 py-14 lg:grid-cols-[2fr_1fr_1fr]">
        <div className="col-span-2 lg:col-span-1">
          <p className="font-semibold text-lg tracking-tight">Tradewind</p>
          <p className="mt-2 max-w-xs text-on-deep-muted">Well made things, chosen with care, on their way to you within a day.</p>
          {currencies.length > 1 && (
            <div className="mt-6 max-w-60 rounded-card bg-surface p-4 text-ink">
              <CurrencySelect choices={currencies} />
            </div>
          )}
        </div>
        <FooterLinks title="Shop" links={shop.map(({ slug, name }) => ({ href: `/categories/${slug}`, label: name }))} />
        <FooterLinks title="Help" links={help} />
      </div>
      <div className="shell border-white/15 border-t py-6 text-on-deep-muted text-sm">
        {countries.length > 0 && `Delivered to ${list.format(countries.map(countryName))}.`}
      </div>
    </footer>
  );
}

function FooterLinks({ title, links }: { readonly title: string; readonly links: readonly { href: string; label: string }[] }) {
  if (links.length === 0) return null;
  return (
    <nav aria-label={title}>
      <p className="font-medium text-sm">{title}</p>
      <ul className="mt-2">
        {links.map(({ href, label }) => (
          <li key={href}>
            <ShopLink href={href} className="inline-flex min-h-9 items-center text-on-deep-muted hover:text-on-deep hover:underline">
              {label}
            </ShopLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

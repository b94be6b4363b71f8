'use client';

import { Dialog, DialogContent } from '@tradewind/ui/dialog';
import { controlStyles } from '@tradewind/ui/input';
import { Command } from 'cmdk';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Permission } from '#gateway/procedures.ts';
import { Thumbnail } from '#parts/thumbnail.tsx';
import { sectionsFor } from '#shell/sections.ts';
import { PaletteGroup, PaletteItem } from './palette-items.tsx';
import { useFindings } from './use-findings.ts';

interface PaletteProps {
  readonly permissions: readonly Permission[];
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

export function Palette({ permissions, isOpen, setOpen }: PaletteProps) {
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogContent title="Search or jump to" className="top-[12vh] max-h-[76vh] max-w-xl translate-y-0">
        <PaletteBody permissions={permissions} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PaletteBody({ permissions, close }: { readonly permissions: readonly Permission[]; readonly close: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { orders, products, isWaiting, error } = useFindings(text, permissions);
  const pages = sectionsFor(permissions).filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const makes = permissions.includes('products:write') && 'new product'.includes(text.trim().toLowerCase());

  function go(href: string) {
    close();
    router.push(href);
  }

  return (
    <Command shouldFilter={false} label="Search or jump to" className="flex min-h-0 flex-col gap-3">
      <Command.Input
        value={text}
        onValueChange={setText}
        maxLength={200}
        placeholder="Page, order number, email, product or SKU"
        className={`${controlStyles} h-11 shrink-0`}
      />
      <Command.List label="Found" className="min-h-0 overflow-y-auto">
        {!isWaiting && (
          <Command.Empty className="px-3 py-6 text-center text-muted">{error ? error.message : 'Nothing found'}</Command.Empty>
        )}
        {isWaiting && <Command.Loading className="px-3 py-2 text-muted text-sm">Searching</Command.Loading>}
        {(pages.length > 0 || makes) && (
          <PaletteGroup heading="Go to">
            {pages.map(({ href, name, icon: Icon }) => (
              <PaletteItem key={href} value={href} onSelect={() => go(href)}>
                <Icon aria-hidden className="size-4 text-muted" /> {name}
              </PaletteItem>
            ))}
            {makes && (
              <PaletteItem value="/products/new" onSelect={() => go('/products/new')}>
                <Plus aria-hidden className="size-4 text-muted" /> New product
              </PaletteItem>
            )}
          </PaletteGroup>
        )}
        {orders.length > 0 && (
          <PaletteGroup heading="Orders">
            {orders.map(({ id, number, customerName, email }) => (
              <PaletteItem key={id} value={id} onSelect={() => go(`/orders/${id}`)}>
                <span className="font-medium tabular-nums">{number}</span>
                <span className="truncate text-muted text-sm">
                  {customerName}, {email}
                </span>
              </PaletteItem>
            ))}
          </PaletteGroup>
        )}
        {products.length > 0 && (
          <PaletteGroup heading="Products">
            {products.map(({ id, title, image }) => (
              <PaletteItem key={id} value={id} onSelect={() => go(`/products/${id}`)}>
                <Thumbnail image={image} className="size-8" />
                <span className="truncate">{title}</span>
              </PaletteItem>
            ))}
          </PaletteGroup>
        )}
      </Command.List>
    </Command>
  );
}

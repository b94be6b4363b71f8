'use client';

import { useQueryClient } from '@tanstack/react-query';
import { buttonStyles } from '@tradewind/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from '@tradewind/ui/dropdown-menu';
import { LogOut, User } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import type { Me } from '#gateway/procedures.ts';

export function AccountMenu({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const router = useRouter();

  async function leave() {
    await signOut({ redirect: false });
    router.replace('/sign-in');
    client.clear();
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger aria-label={`Account of ${me.name}`} className={buttonStyles({ variant: 'ghost', size: 'icon' })}>
        <User aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          <span className="block font-medium text-ink text-sm">{me.name}</span>
          {me.email}
          <span className="block">{me.roles.join(', ')}</span>
        </DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

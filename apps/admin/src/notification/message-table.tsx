'use client';

import { Badge, type Tone } from '@tradewind/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@tradewind/ui/table';
import Link from 'next/link';
import type { Message } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';

const kinds: Readonly<Record<Message['kind'], string>> = {
  'registration-code': 'Registration code',
  'order-confirmed': 'Order confirmed',
  'order-shipped': 'Order shipped',
  'order-cancelled': 'Order cancelled',
  'order-refunded': 'Refund',
  'order-edited': 'Order changed',
  'payment-requested': 'Asked to pay',
  'edit-requested': 'Change to be paid for',
  'edit-withdrawn': 'Change withdrawn',
  'return-requested': 'Return asked for',
  'return-approved': 'Return approved',
  'return-rejected': 'Return rejected',
  'dispute-opened': 'Dispute opened',
  'dispute-due': 'Evidence due',
  'dispute-closed': 'Dispute closed',
  'return-waived': 'Return settled without a parcel',
  'gift-card': 'Gift card',
};

const statuses: Readonly<Record<Message['status'], { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Queued', tone: 'info' },
  sent: { label: 'Sent', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
};

export function MessageTable({ messages }: { readonly messages: readonly Message[] }) {
  return (
    <Table label="Notifications">
      <TableHead>
        <tr>
          <TableHeader>Message</TableHeader>
          <TableHeader>To</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="hidden lg:table-cell">Made</TableHeader>
          <TableHeader className="hidden md:table-cell">Sent</TableHeader>
          <TableHeader className="hidden text-right lg:table-cell">Attempts</TableHeader>
          <TableHeader>About</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {messages.map((message) => (
          <TableRow key={message.id}>
            <TableCell className="font-medium">{kinds[message.kind]}</TableCell>
            <TableCell className="whitespace-nowrap">{message.recipient}</TableCell>
            <TableCell>
              <Badge tone={statuses[message.status].tone}>{statuses[message.status].label}</Badge>
            </TableCell>
            <TableCell className="hidden lg:table-cell">
              <When at={message.createdAt} isStacked />
            </TableCell>
            <TableCell className="hidden md:table-cell">{message.sentAt ? <When at={message.sentAt} isStacked /> : 'Not yet'}</TableCell>
            <TableCell className="hidden text-right tabular-nums lg:table-cell">{message.attempts}</TableCell>
            <TableCell>
              <Subject id={message.subjectId} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Subject({ id }: { readonly id: string }) {
  if (!id.startsWith('ord_')) return <span className="text-muted">An account</span>;
  return (
    <Link href={`/orders/${id}`} prefetch={false} className="inline-flex min-h-8 items-center text-primary hover:underline">
      See the order
    </Link>
  );
}

import {
  Activity,
  BadgePercent,
  Bell,
  ChartColumn,
  CreditCard,
  type LucideIcon,
  Package,
  ReceiptText,
  Settings,
  Undo2,
} from 'lucide-react';
import type { Permission } from '#gateway/procedures.ts';

interface Section {
  readonly href: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly permission: Permission;
}

const sections: readonly Section[] = [
  { href: '/', name: 'Dashboard', icon: ChartColumn, permission: 'orders:read' },
  { href: '/orders', name: 'Orders', icon: ReceiptText, permission: 'orders:read' },
  { href: '/returns', name: 'Returns', icon: Undo2, permission: 'orders:read' },
  { href: '/products', name: 'Products', icon: Package, permission: 'products:read' },
  { href: '/promotions', name: 'Promotions', icon: BadgePercent, permission: 'promotions:read' },
  { href: '/payments', name: 'Payments', icon: CreditCard, permission: 'payments:read' },
  { href: '/notifications', name: 'Notifications', icon: Bell, permission: 'notifications:read' },
  { href: '/settings', name: 'Settings', icon: Settings, permission: 'settings:read' },
  { href: '/system', name: 'System', icon: Activity, permission: 'system:read' },
];

/** The parts of the back office that somebody may see, in the order of the navigation. */
export function sectionsFor(permissions: readonly Permission[]): readonly Section[] {
  return sections.filter(({ permission }) => permissions.includes(permission));
}

/** Whether a path lies in a section. The dashboard is its own page alone. */
export function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}

/** The section that a path lies in. */
export function sectionOf(path: string): Section | undefined {
  return sections.find(({ href }) => isWithin(path, href));
}

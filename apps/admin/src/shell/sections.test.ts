import { rolePermissions } from '@tradewind/contracts/permissions';
import { expect, it } from 'vitest';
import { isWithin, sectionOf, sectionsFor } from './sections.ts';

it('shows each role what it may see', () => {
  const names = (role: keyof typeof rolePermissions) => sectionsFor(rolePermissions[role]).map(({ name }) => name);
  expect(names('admin')).toEqual([
    'Dashboard',
    'Orders',
    'Returns',
    'Products',
    'Promotions',
    'Payments',
    'Notifications',
    'Settings',
    'System',
  ]);
  expect(names('catalog')).toEqual(['Products', 'Promotions', 'Settings']);
  expect(names('warehouse')).toEqual(['Dashboard', 'Orders', 'Returns', 'Products', 'Settings']);
  expect(names('finance')).toEqual(['Dashboard', 'Orders', 'Returns', 'Promotions', 'Payments', 'Settings']);
  expect(names('support')).toEqual(['Dashboard', 'Orders', 'Returns', 'Promotions', 'Notifications', 'Settings']);
  expect(names('customer')).toEqual([]);
});

it('knows which section a page belongs to', () => {
  expect(isWithin('/orders/ord_1', '/orders')).toBe(true);
  expect(isWithin('/orders', '/')).toBe(false);
  expect(isWithin('/ordersx', '/orders')).toBe(false);
  expect(sectionOf('/products/new')?.permission).toBe('products:read');
});

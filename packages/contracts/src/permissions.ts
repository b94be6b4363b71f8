/** The closed list of what staff may be allowed to do. */
export const permissions = [
  'orders:read',
  'orders:write',
  'orders:cancel',
  'orders:fulfil',
  'orders:refund',
  'orders:note',
  'returns:write',
  'returns:receive',
  'products:read',
  'products:write',
  'inventory:read',
  'inventory:write',
  'payments:read',
  'payments:write',
  'notifications:read',
  'promotions:read',
  'promotions:write',
  'settings:read',
  'settings:write',
  'system:read',
  'system:write',
] as const;

export type Permission = (typeof permissions)[number];

/** What each role may do. A customer needs no permission: what is theirs is theirs by ownership. */
export const rolePermissions = {
  customer: [],
  support: [
    'orders:read',
    'orders:note',
    'orders:write',
    'orders:cancel',
    'returns:write',
    'returns:receive',
    'notifications:read',
    'promotions:read',
    'settings:read',
  ],
  catalog: ['products:read', 'products:write', 'inventory:read', 'inventory:write', 'promotions:read', 'promotions:write', 'settings:read'],
  warehouse: ['orders:read', 'orders:note', 'orders:fulfil', 'returns:receive', 'inventory:read', 'products:read', 'settings:read'],
  finance: ['orders:read', 'orders:note', 'orders:refund', 'payments:read', 'payments:write', 'promotions:read', 'settings:read'],
  admin: permissions,
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof rolePermissions;

export const roles = Object.keys(rolePermissions) as [Role, ...Role[]];

/** Everything that a set of roles allows. */
export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role): readonly Permission[] => rolePermissions[role]));
}

export const serviceNames = ['gateway', 'user', 'product', 'order', 'payment', 'notification'] as const;

export type ServiceName = (typeof serviceNames)[number];

/** Who may call whom at run time; it has no cycle. Everything else is an event. */
export const serviceCalls = {
  gateway: ['user', 'product', 'order', 'payment', 'notification'],
  order: ['product', 'payment'],
  notification: ['user', 'order', 'payment'],
  user: [],
  product: [],
  payment: [],
} as const satisfies Record<ServiceName, readonly ServiceName[]>;

import { describe, expect, it } from 'vitest';
import { allDatabasesGiven, settingsFrom } from './settings.ts';

describe('settings', () => {
  it('come from the defaults where nothing is set', () => {
    const settings = settingsFrom({});
    expect(settings.ports).toMatchObject({ STOREFRONT_PORT: 3000, GATEWAY_PORT: 4000, POSTGRES_PORT: 15432 });
    expect(settings).toMatchObject({ ownProcessor: true, ownMailbox: true, givenDatabases: {} });
    expect(allDatabasesGiven(settings)).toBe(false);
  });

  it.each(['0', '65536', 'http', '80.5', ''])('refuse %j as a port and name the variable', (value) => {
    expect(() => settingsFrom({ GATEWAY_PORT: value })).toThrow('GATEWAY_PORT is not a port');
  });

  it('refuse two things on one port and name both', () => {
    expect(() => settingsFrom({ GATEWAY_PORT: '3000' })).toThrow(/GATEWAY_PORT and STOREFRONT_PORT are both 3000/);
  });

  it('take what was given instead of starting it', () => {
    const given = Object.fromEntries(
      ['USER', 'PRODUCT', 'ORDER', 'PAYMENT', 'NOTIFICATION', 'EVENTS'].map((name) => [`${name}_DATABASE_URL`, `postgres://${name}`]),
    );
    const settings = settingsFrom({ ...given, STRIPE_SECRET_KEY: 'sk', SMTP_URL: 'smtp://mail' });
    expect(allDatabasesGiven(settings)).toBe(true);
    expect(settings).toMatchObject({ ownProcessor: false, ownMailbox: false });
  });
});

import { describe, expect, it } from 'vitest';
import { settingsFrom } from './settings.ts';

describe('settings', () => {
  it('come from the defaults where nothing is set', () => {
    const settings = settingsFrom({});
    expect(settings.ports).toMatchObject({ STOREFRONT_PORT: 3000, GATEWAY_PORT: 4000, POSTGRES_PORT: 15432 });
    expect(settings).toMatchObject({ ownProcessor: true, ownMailbox: true, givenDatabases: {}, ownBackends: ['postgres'] });
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
    expect(settings).toMatchObject({ ownProcessor: false, ownMailbox: false, ownBackends: [] });
  });

  it.each([
    [{}, ['postgres', 'redis', 'kafka']],
    [{ REDIS_URL: 'redis://elsewhere' }, ['postgres', 'kafka']],
    [{ KAFKA_BROKERS: 'elsewhere:9092', DATABASE_URL: 'postgres://elsewhere' }, ['redis']],
    // An empty variable counts as unset, as it does in the services.
    [{ REDIS_URL: '', KAFKA_BROKERS: '' }, ['postgres', 'redis', 'kafka']],
  ])('of the full profile start what %j leaves out', (environment, ownBackends) => {
    expect(settingsFrom(environment, 'full').ownBackends).toEqual(ownBackends);
  });

  it('refuse a profile that there is not, by its name', () => {
    expect(() => settingsFrom({}, 'tiny')).toThrow('There is no profile tiny; there are: embedded, full.');
  });
});

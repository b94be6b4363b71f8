import { describe, expect, it } from 'vitest';
import { processSpecs } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { type DatabaseName, settingsFrom } from './settings.ts';
import { splitsFrom } from './split.ts';

const databases = { order: 'postgres://order' } as Record<DatabaseName, string>;
const secrets: Secrets = { database: '', environment: {}, serviceKeys: { order: 'the key of order' } };

function started(SPLIT?: string) {
  const specs = processSpecs(settingsFrom({ SPLIT, SPLIT_PORT: '5040' }), secrets, { databases, backends: {} }, false);
  return Object.fromEntries(specs.map((spec) => [spec.name, spec]));
}

describe('SPLIT', () => {
  it('gives a part of a service to a process of its own, and leaves the rest to the first', () => {
    const { order, 'order-relay': relay, 'notification-jobs': worker, notification, product } = started('order:relay, notification:jobs');
    expect(order?.environment).toMatchObject({ WORK: 'consumers,jobs', ORDER_PORT: '4003' });
    expect(relay?.environment).toMatchObject({
      WORK: 'relay',
      ORDER_PORT: '5040',
      ORDER_DATABASE_URL: 'postgres://order',
      SERVICE_PRIVATE_KEY: 'the key of order',
    });
    expect(relay).toMatchObject({ service: 'order', health: 'http://127.0.0.1:5040/health/ready', arguments: order?.arguments });
    expect(worker).toMatchObject({ service: 'notification', health: 'http://127.0.0.1:5041/health/ready' });
    expect(notification?.environment.WORK).toBe('relay,consumers');
    expect(product?.environment.WORK).toBeUndefined();
  });

  it('leaves a service whose every part runs elsewhere with none', () => {
    expect(started('order:relay,order:consumers,order:jobs').order?.environment.WORK).toBe('none');
  });

  it('that is not set leaves one process per service', () => {
    expect(Object.keys(started())).not.toContain('order-relay');
    expect(started().order?.environment.WORK).toBeUndefined();
  });

  it.each(['order', 'order:cook', 'gateway:relay', 'order:relay:2', 'relay:order'])('refuses %j and says what it is', (text) => {
    expect(() => splitsFrom(settingsFrom({ SPLIT: text }))).toThrow(`SPLIT does not understand ${text}`);
  });

  it('refuses a part that is named twice', () => {
    expect(() => splitsFrom(settingsFrom({ SPLIT: 'order:relay,order:relay' }))).toThrow('twice');
  });
});

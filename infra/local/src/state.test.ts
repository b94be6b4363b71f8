import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { requirePorts } from './ports.ts';
import { loadSecrets } from './secrets.ts';
import { settingsFrom } from './settings.ts';
import { forgetState, type RunState, readState, writeState } from './state.ts';

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tradewind-local-'));
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('what runs', () => {
  it('is written down whole and forgotten', () => {
    const at = folder();
    const state: RunState = { pid: 1, birth: '1', startedAt: new Date(0).toISOString(), ready: false, processes: [] };
    expect(readState(at)).toBeUndefined();
    writeState(at, state);
    expect(readState(at)).toEqual(state);
    forgetState(at);
    expect(readState(at)).toBeUndefined();
  });
});

describe('a port that is taken', () => {
  it('is named with the variable that moves it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const settings = settingsFrom({ ORDER_PORT: String(port) });
    await expect(requirePorts(settings, ['ORDER_PORT'])).rejects.toThrow(`Port ${port} is taken by another program. Set ORDER_PORT`);
    server.close();
    await once(server, 'close');
    await requirePorts(settings, ['ORDER_PORT']);
  });
});

describe('secrets', () => {
  it('are made once, differ between installations, and hold a key for each service', () => {
    const at = folder();
    const secrets = loadSecrets(at);
    expect(loadSecrets(at)).toEqual(secrets);
    expect(loadSecrets(folder())).not.toEqual(secrets);
    expect(Object.keys(secrets.serviceKeys)).toEqual(['gateway', 'user', 'product', 'order', 'payment', 'notification']);
    expect(secrets.environment.SERVICE_JWKS).not.toContain('"d"');
  });
});

import { fileRoutes, routes } from '@twohours/wire/route';
import { describe, expect, it } from 'vitest';
import { checkAudiences } from '../sockets/serve-sockets.ts';
import { Api } from './api.ts';

const options = { authenticate: async () => ({ as: 'anyone' }) as const, isSecure: false };

describe('doors', () => {
  it('[D1] a route without a handler stops the start', () => {
    const api = new Api({ readMe: routes.readMe, signOut: routes.signOut }, {});
    api.handle('signOut', async () => ({}));
    expect(() => api.mount(options)).toThrow('readMe has no handler');
  });

  it('[D2] a route that names nobody stops the start', () => {
    const api = new Api({ signOut: { ...routes.signOut, audience: [] } }, {});
    api.handle('signOut', async () => ({}));
    expect(() => api.mount(options)).toThrow('signOut names no audience');
  });

  it('[D1] [D2] a route that answers with a file is held to the same', () => {
    expect(() => new Api({}, fileRoutes).mount(options)).toThrow('readBundle has no handler');
    const api = new Api({}, { readBundle: { ...fileRoutes.readBundle, audience: [] } });
    api.handleFile('readBundle', async () => ({ name: 'x', type: 'text/plain', bytes: new Uint8Array() }));
    expect(() => api.mount(options)).toThrow('readBundle names no audience');
  });

  it('[D2] an event that names nobody stops the start', () => {
    expect(() => checkAudiences({ 'run:whisper': { audience: [] } })).toThrow('run:whisper names no audience');
  });

  it('[D3] a route has one handler', () => {
    const api = new Api();
    api.handle('signOut', async () => ({}));
    expect(() => api.handle('signOut', async () => ({}))).toThrow('two handlers');
  });
});

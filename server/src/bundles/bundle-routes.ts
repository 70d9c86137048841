import type { Api } from '../http/api.ts';
import { makeBundle, type MakeBundleDeps } from './make-bundle.ts';

export function addBundleRoutes(api: Api, deps: MakeBundleDeps): void {
  api.handleFile('readBundle', async ({ params, query, who }) => {
    const { name, bytes } = await makeBundle(deps, params.attempt, who, { reviews: query.reviews === '1' });
    return { name, type: 'application/zip', bytes };
  });
}

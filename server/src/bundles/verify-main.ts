import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verificationText } from './verification-text.ts';
import { isWhole, verifyBundle } from './verify-bundle.ts';

/*
  `npm run verify-bundle -- FILE [--key BASE64]`: whether a bundle is whole and, with the installation's key, whether it is that
  installation's. Exit code 0 when it is, 1 when it is not, 2 when it was not understood what to look at.
*/
const HOW = 'npm run verify-bundle -- FILE.zip [--key BASE64]';

async function main(): Promise<number> {
  const [path, key, ...more] = readArguments();
  if (path === undefined || more.length > 0) {
    console.error(HOW);
    return 2;
  }
  const bytes = await readFile(path).catch((error: unknown) => error);
  if (!(bytes instanceof Buffer)) {
    console.error(`${path} cannot be read: ${bytes instanceof Error ? bytes.message : String(bytes)}`);
    return 2;
  }
  const verification = verifyBundle(bytes, key === undefined ? {} : { key });
  console.log(verificationText(verification));
  return isWhole(verification) ? 0 : 1;
}

function readArguments(): [path?: string, key?: string, ...tooMany: string[]] {
  try {
    const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
    return [positionals[0], values.key, ...positionals.slice(1)] as [string, string, ...string[]];
  } catch {
    return [];
  }
}

process.exitCode = await main();

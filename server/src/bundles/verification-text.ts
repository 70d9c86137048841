import type { Verification } from './verify-bundle.ts';
import { isWhole } from './verify-bundle.ts';

const WIDTH = Math.max(...['Members', 'Signature', 'Recording', 'Files', 'Time'].map((word) => word.length));

/** What was looked at, a line each, and what it comes to. */
export function verificationText(verification: Verification): string {
  const { manifest, checks } = verification;
  const lines = checks.flatMap(({ about, isGood, says }) =>
    says.map((sentence, at) => (at === 0 ? `  ${isGood ? '✓' : '✗'} ${about.padEnd(WIDTH)}  ${sentence}` : `    ${' '.repeat(WIDTH)}  ${sentence}`)),
  );
  const about = manifest
    ? [
        `${manifest.candidate}: ${manifest.exercise.title}, version ${manifest.exercise.version}`,
        `${manifest.attempt}, closing ${manifest.closing.number}`,
        '',
      ]
    : [];
  return [...about, ...lines, '', isWhole(verification) ? 'It is whole.' : 'It is not as it was made.'].join('\n');
}

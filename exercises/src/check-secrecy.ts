import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { functionsOf, stringsOf } from './go-source.ts';

/** Shorter ones are words that anybody may use. */
const TELLING_LENGTH = 12;

interface Secret {
  /** Where it is in a text, or -1. */
  readonly find: (text: string) => number;
  readonly what: string;
}

/** What candidates get names no hidden test, and says no string that only a hidden test would say. */
export function checkSecrecy({ overview, statement, starter, hidden }: Pick<Exercise, 'overview' | 'statement' | 'starter' | 'hidden'>): Complaint[] {
  const open = Object.entries({
    'overview.md': overview,
    'statement.md': statement,
    ...Object.fromEntries(Object.entries(starter).map(([path, text]) => [`starter/${path}`, text])),
  });
  const complaints: Complaint[] = [];
  const secrets: Secret[] = [];
  for (const [path, source] of Object.entries(hidden)) {
    const file = `hidden/${path}`;
    // What is in both is no secret, as long as it is the same.
    if (starter[path] === source) continue;
    if (starter[path] !== undefined) complaints.push({ file, message: `is not the same as starter/${path}, byte by byte` });
    secrets.push(...secretsOf(source));
  }
  const unique = new Map(secrets.map((secret) => [secret.what, secret.find]));
  for (const [what, find] of unique) {
    for (const [file, text] of open) {
      const at = find(text);
      if (at >= 0) complaints.push({ file, line: text.slice(0, at).split('\n').length, message: what });
    }
  }
  return complaints;
}

function secretsOf(source: string): Secret[] {
  const tests = functionsOf(source).filter(({ name }) => /^Test(?:[^a-z]|$)/.test(name));
  const strings = stringsOf(source).filter((text) => text.length >= TELLING_LENGTH);
  return [
    ...tests.map(({ name }) => ({ find: (text: string) => text.search(new RegExp(`\\b${name}\\b`)), what: `names the hidden test ${name}` })),
    ...strings.map((said) => ({ find: (text: string) => text.indexOf(said), what: `says ${JSON.stringify(said)}, as a hidden test does` })),
  ];
}

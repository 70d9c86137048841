import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { functionsOf, stringsOf } from './go-source.ts';

/** Shorter ones are words that anybody may use. */
const TELLING_LENGTH = 12;

interface Secret {
  readonly text: string;
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
  const seen = new Set<string>();
  for (const { text, what } of secrets) {
    if (seen.has(text)) continue;
    seen.add(text);
    for (const [file, content] of open) {
      const at = content.indexOf(text);
      if (at >= 0) complaints.push({ file, line: content.slice(0, at).split('\n').length, message: what });
    }
  }
  return complaints;
}

function secretsOf(source: string): Secret[] {
  const tests = functionsOf(source).filter(({ name }) => /^Test(?:[^a-z]|$)/.test(name));
  const strings = stringsOf(source).filter((text) => text.length >= TELLING_LENGTH);
  return [
    ...tests.map(({ name }) => ({ text: name, what: `names the hidden test ${name}` })),
    ...strings.map((text) => ({ text, what: `says ${JSON.stringify(text)}, as a hidden test does` })),
  ];
}

import { JobEventSchema, type JobEvent } from '@twohours/wire/job';
import { type GradingEnding, type RunEnding, GradingEndingSchema, RunEndingSchema } from '@twohours/wire/job-ending';
import type { Case } from './case.ts';

/** All that a program led to. */
export interface Told {
  readonly events: readonly JobEvent[];
  readonly ending: RunEnding | GradingEnding;
}

/** What differs from what was to be expected, a sentence each; none where it is as it should be. */
export function complaints({ kind, expect }: Pick<Case, 'kind' | 'expect'>, told: Told): string[] {
  return [...surprises({ kind, expect }, told), ...indecencies({ kind, expect }, told)];
}

function surprises({ kind, expect }: Pick<Case, 'kind' | 'expect'>, told: Told): string[] {
  const { ending } = told;
  const found: string[] = [];
  const want = (isSo: boolean, what: string) => {
    if (!isSo) found.push(what);
  };
  want(ending.kind === expect.ending, `it ended as ${ending.kind}, not as ${expect.ending}`);
  if (ending.kind === 'ran' && expect.outcome) want(expect.outcome.includes(ending.outcome.kind), `its outcome was ${ending.outcome.kind}`);
  if ('diagnostics' in ending && expect.rule !== undefined) {
    const hasIt = ending.diagnostics.some(
      ({ rule, path, line }) => rule === expect.rule && (expect.at === undefined || expect.at === `${path}:${line ?? 0}`),
    );
    want(hasIt, `no diagnostic names the rule ${expect.rule}${expect.at === undefined ? '' : ` at ${expect.at}`}`);
  }
  found.push(...wrongTests(kind, expect.tests, told));
  for (const text of expect.says) want(shownOf(told).includes(text), `nothing says ${JSON.stringify(text)}`);
  return found;
}

/** Hidden tests that passed and should not have. */
export function undeserved({ expect }: Pick<Case, 'expect'>, { ending }: Told): string[] {
  if (ending.kind !== 'tests') return [];
  const wrong = ending.tests.filter(({ id, status }) => status === 'passed' && expect.tests?.[id]?.includes('passed') !== true);
  return wrong.map(({ id }) => `${id} passed`);
}

/** What may be told of no program, however it ended. */
export function indecencies({ kind, expect }: Pick<Case, 'kind' | 'expect'>, told: Told): string[] {
  const all = [JSON.stringify(told.events), JSON.stringify(told.ending), ...stringsOf(told)].join('\n');
  const seen = stringsOf(seenByCandidate(kind, told)).join('\n');
  return [
    ...expect.never.flatMap((text) => (all.includes(text) ? `something says ${JSON.stringify(text)}` : [])),
    ...expect.unseen.flatMap((text) => (seen.includes(text) ? `a candidate can see ${JSON.stringify(text)}` : [])),
    ...unreadable(kind, told),
  ];
}

function wrongTests(kind: Case['kind'], expected: Case['expect']['tests'], { ending }: Told): string[] {
  if (!expected || !('tests' in ending)) return [];
  const got = new Map(ending.tests.map((test) => ['id' in test ? test.id : test.name, test.status]));
  const wrong = Object.entries(expected).flatMap(([name, status]) => {
    const is = got.get(name) ?? 'missing';
    return status.some((each) => each === is) ? [] : [`${name} is ${is}, not ${status.join(' or ')}`];
  });
  const unexpected = kind === 'grade' ? [...got.keys()].filter((name) => expected[name] === undefined) : [];
  return [...wrong, ...unexpected.map((name) => `${name} has a verdict that nobody expected`)];
}

/** Whatever a program prints, the rest of the system must be able to take it in, and nobody's terminal or page obeys it. */
const LIVELY =
  // oxlint-disable-next-line no-control-regex -- it is about control characters
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const MOST_TOLD = 2 * 1024 ** 2;

function unreadable(kind: Case['kind'], told: Told): string[] {
  const found: string[] = [];
  const schema = kind === 'run' ? RunEndingSchema : GradingEndingSchema;
  const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  for (const event of told.events) {
    const { error } = JobEventSchema.safeParse(overTheWire(event));
    if (error) found.push(`an event of type ${event.type} is not one of ours: ${error.message}`);
  }
  const { error } = schema.safeParse(overTheWire(told.ending));
  if (error) found.push(`the ending is not one of ours: ${error.message}`);
  const lively = stringsOf(told).find((text) => LIVELY.test(text));
  if (lively !== undefined) found.push(`a control character is told: ${JSON.stringify(lively.slice(0, 200))}`);
  const size = JSON.stringify(told).length;
  if (size > MOST_TOLD) found.push(`${size} characters are told, more than ${MOST_TOLD}`);
  return found;
}

/** What people read of it. */
export function shownOf({ events, ending }: Told): string {
  const output = events.map((event) => (event.type === 'output' ? event.text : '')).join('');
  const diagnostics = 'diagnostics' in ending ? ending.diagnostics.map(({ message }) => message) : [];
  const ofStaff = ending.kind === 'tests' ? ending.tests.map((test) => test.output) : ending.kind === 'tampered' ? [ending.evidence] : [];
  return [output, ...diagnostics, ...ofStaff].join('\n');
}

/** While the attempt is open, a candidate sees nothing else. What compiling hidden tests ended with quotes them: it is for staff. */
function seenByCandidate(kind: Case['kind'], { events, ending }: Told): unknown {
  if (kind === 'run') return { events, ending };
  return { events, tests: ending.kind === 'tests' ? ending.tests.map(({ id, status }) => ({ id, status })) : [] };
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

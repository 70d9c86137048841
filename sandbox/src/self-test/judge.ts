import type { JobEvent, TestVerdict } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { NOTES } from '../verdicts.ts';
import { FORGERY, HIDDEN_PROBES, VISIBLE_ENVIRONMENT, VISIBLE_PROBES, type Expected, type HiddenProbe, type Probe } from './probes.ts';
import type { ProbeResult } from './result.ts';

const SEEN_LENGTH = 600;

type Seen = Pick<ProbeResult, 'seen' | 'held'>;

/** The grading whose hidden tests are probes. */
export function judgeHidden(ending: JobEnding): ProbeResult[] {
  if (ending.kind !== 'grade' || ending.ending.kind !== 'tests') {
    const { seen, held } = otherEnd(ending);
    return HIDDEN_PROBES.map((probe) => result(probe, { seen, held }));
  }
  const { tests } = ending.ending;
  return HIDDEN_PROBES.map((probe) => result(probe, together(probe, tests)));
}

/** The grading of code that claims to have passed. */
export function judgeForgery(ending: JobEnding): ProbeResult {
  if (ending.kind === 'grade' && ending.ending.kind === 'tampered') return result(FORGERY, { held: 'held', seen: 'told as tampered' });
  if (ending.kind === 'grade' && ending.ending.kind === 'tests')
    return result(FORGERY, { held: 'not-held', seen: `believed: ${ending.ending.tests.map(({ status }) => status).join(', ')}` });
  return result(FORGERY, otherEnd(ending));
}

/** The visible run. What it printed is read from its events, as a page does. */
export function judgeVisible(ending: JobEnding, events: readonly JobEvent[], nonce: string): ProbeResult[] {
  const { handIn, environment, time } = VISIBLE_PROBES;
  if (ending.kind !== 'run' || ending.ending.kind !== 'ran') return [handIn, environment, time].map((probe) => result(probe, otherEnd(ending)));
  const { outcome, tests } = ending.ending;
  const printed = events.flatMap((event) => (event.type === 'output' ? [event.text] : [])).join('');
  const status = (name: string) => tests.find((test) => test.name === name)?.status ?? 'unfinished';
  const told = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(printed)?.[1];
  const read = told('nonce');
  const names = told('environment')?.split(' ');
  const foreign = names?.filter((name) => !VISIBLE_ENVIRONMENT.includes(name)) ?? [];
  return [
    result(handIn, {
      seen: read === nonce ? 'the text came back' : read === undefined ? telling(printed) : 'another text',
      held: read === nonce ? 'held' : status('TestHandedIn') === 'unfinished' ? 'untried' : 'not-held',
    }),
    result(environment, {
      seen: names === undefined ? telling(printed) : foreign.length > 0 ? `there is ${foreign.join(', ')}` : names.join(' '),
      held: names === undefined ? 'untried' : foreign.length > 0 ? 'not-held' : 'held',
    }),
    result(time, {
      seen: `told as ${outcome.kind.replaceAll('-', ' ')}`,
      held: outcome.kind === 'timed-out' ? 'held' : outcome.kind === 'cancelled' ? 'untried' : 'not-held',
    }),
  ];
}

function result(probe: Probe, { seen, held }: Seen): ProbeResult {
  const { class: of, tried, must } = probe;
  return { class: of, tried, must, seen: seen.slice(0, SEEN_LENGTH), held };
}

/** It did not come to a result that could be judged. */
function otherEnd(ending: JobEnding): Seen {
  if (ending.kind === 'faulted') return { held: 'untried', seen: ending.reason };
  if (ending.kind === 'format' || ending.kind === 'trial' || ending.kind === 'lane') return { held: 'untried', seen: 'another job was done' };
  const { ending: end } = ending;
  // A guard that cannot be believed here cannot be believed anywhere.
  if (end.kind === 'tampered') return { held: 'not-held', seen: `told as tampered: ${telling(end.evidence)}` };
  if (end.kind === 'refused' || end.kind === 'not-compiled') return { held: 'untried', seen: `${end.kind}: ${end.diagnostics[0]?.message ?? ''}` };
  return { held: 'untried', seen: `ended as ${end.kind}` };
}

function together(probe: HiddenProbe, tests: readonly TestVerdict[]): Seen {
  const each = probe.expected.map((expected) =>
    judge(
      expected,
      tests.find((test) => test.id === expected.test),
    ),
  );
  const bad = each.find(({ held }) => held === 'not-held') ?? each.find(({ held }) => held === 'untried');
  return bad ?? { held: 'held', seen: [...new Set(each.map(({ seen }) => seen))].join('; ') };
}

function judge(expected: Expected, verdict: TestVerdict | undefined): Seen {
  if (!verdict || verdict.status === 'not-reached' || verdict.status === 'timed-out')
    return { held: 'untried', seen: verdict ? `the probe was ${verdict.status}` : 'the probe was not there' };
  const { status, output } = verdict;
  const note = expected.note === undefined ? undefined : NOTES[expected.note];
  const isAsExpected = status === expected.status && (note === undefined || output.includes(note));
  if (isAsExpected) return { held: 'held', seen: toldAs(expected) ?? line(output, 'seen') ?? status };
  return { held: 'not-held', seen: line(output, 'wrong') ?? `the probe was ${status}: ${telling(output)}` };
}

/** Where how it ended says more than what it says of itself. */
function toldAs({ status, note }: Expected): string | undefined {
  if (note !== undefined && note !== 'crashed') return `ended, told as ${note.replaceAll('-', ' ')}`;
  return status === 'raced' ? 'told as a race' : undefined;
}

/** What a probe says of itself; see programs/hidden/saying_test.go. */
function line(output: string, what: 'seen' | 'wrong'): string | undefined {
  const said = [...output.matchAll(new RegExp(`^${what}: (.*)$`, 'gm'))].map((match) => match[1]);
  return said.length > 0 ? said.join('; ') : undefined;
}

/** What a crash says first says more than what it says last. */
function telling(text: string): string {
  const lines = text.split('\n').map((each) => each.trim());
  const first = lines.find((each) => /^(?:aguard|fatal error|panic|runtime[^ ]*):/.test(each));
  return first ?? lines.findLast((each) => each !== '') ?? 'nothing';
}

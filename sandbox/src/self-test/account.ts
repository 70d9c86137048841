import type { Images } from '../images.ts';
import type { AboutEngine } from './about-engine.ts';
import type { Decision } from './decide.ts';
import { sentencesOf, type ProbeResult } from './result.ts';
import type { SelfTestReport } from './self-test.ts';
import { tableOf, wrap, type Column } from '../table.ts';

/** Everything that the command knows when it has ended. */
export interface Account {
  readonly report: SelfTestReport;
  readonly decision: Decision;
  readonly engine: AboutEngine;
  readonly runtime: string | undefined;
  readonly images: Images;
}

const WIDTH = 80;

const MARKS = { held: 'yes', 'not-held': 'NO', untried: '?' } as const;

const COLUMNS: readonly Column<ProbeResult>[] = [
  { title: 'held', width: 4, of: (result) => MARKS[result.held] },
  { title: 'class', width: 12, of: (result) => result.class },
  { title: 'what was tried', width: 29, of: (result) => result.tried },
  { title: 'what happened', width: 29, of: (result) => result.seen },
];

/** As text of 80 columns, for an operator. */
export function accountText({ report, decision, engine, runtime, images }: Account): string {
  const { failed, tolerated } = decision;
  const facts: [string, string][] = [
    ['engine', `Docker ${engine.version}, kernel ${engine.kernel}`],
    ['cgroup', engine.cgroup],
    ['runtime', runtime ?? `${engine.defaultRuntime} (the engine's own)`],
    ['hand-in', handInOf(report)],
    ['compile image', images.compile],
    ['run image', images.run],
    ['took', `${(report.tookMs / 1_000).toFixed(1)} s`],
  ];
  const verdict =
    decision.state === 'passed'
      ? ['Passed: candidates’ code may be executed here.']
      : ['Failed: the sandbox takes no jobs on this engine.', ...sentencesOf(failed).flatMap(bullet)];
  const letPass = sentencesOf(tolerated).flatMap((sentence) => bullet(`Let pass, for development only: ${sentence}`));
  return [
    ...tableOf(COLUMNS, report.results),
    '',
    ...facts.flatMap(([name, value]) => wrap(value, WIDTH - 15).map((line, index) => `${(index === 0 ? name : '').padEnd(15)}${line}`)),
    '',
    ...verdict,
    ...letPass,
    '',
  ].join('\n');
}

function handInOf({ handIn, results }: SelfTestReport): string {
  if (results.some((result) => result.class === 'hand-in' && result.held !== 'held')) return 'none works';
  return handIn === 'bind' ? 'bind: programs lie in folders' : 'volume: programs lie in volumes';
}

function bullet(sentence: string): string[] {
  return wrap(sentence, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** The same, for a program. */
export function accountJson({ report, decision, ...rest }: Account): string {
  const names = (results: readonly ProbeResult[]) => results.map((result) => result.class);
  const { failed, tolerated, state } = decision;
  return `${JSON.stringify({ state, failed: names(failed), tolerated: names(tolerated), ...report, ...rest }, null, 2)}\n`;
}

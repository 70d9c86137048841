import { tableOf, wrap, type Column } from '../table.ts';
import { holds, type Finding, type Proof } from './proof.ts';

/** What the prover has to say about one exercise. */
export interface Account {
  readonly exercise: string;
  /** Absent where it could not be read. */
  readonly version?: number;
  readonly how: 'full' | 'quick' | 'only' | 'read';
  readonly proofs: readonly Proof[];
  /** By rejected solution, which tests caught it; --json alone shows it. */
  readonly matrix?: Readonly<Record<string, readonly string[]>>;
  readonly tookMs: number;
}

const WIDTH = 100;
/** Of what one test printed. */
const OUTPUT_LINES = 16;

const COLUMNS: readonly Column<Proof>[] = [
  { title: '#', width: 1, of: ({ number }) => (number === 0 ? '' : String(number)) },
  { title: 'holds', width: 5, of: markOf },
  { title: 'what has to be', width: 38, of: ({ what }) => what },
  { title: 'what was seen', width: 50, of: ({ seen }) => seen },
];

export function accountText({ exercise, version, how, proofs, tookMs }: Account): string {
  const failed = proofs.filter((proof) => !holds(proof));
  const verdict = failed.length === 0 ? 'Everything that was tried holds.' : 'What does not hold:';
  return [
    `${exercise}${version === undefined ? '' : `, version ${version}`} (${how}, ${seconds(tookMs)})`,
    '',
    ...tableOf(COLUMNS, proofs),
    '',
    verdict,
    ...failed.flatMap((proof) => [
      '',
      ...wrap(`${proof.number === 0 ? '' : `${proof.number}. `}${proof.what}`, WIDTH),
      ...proof.findings.flatMap(findingText),
    ]),
    '',
  ].join('\n');
}

function markOf(proof: Proof): string {
  if (!holds(proof)) return 'NO';
  return proof.isTried ? 'yes' : '-';
}

function findingText({ where, what, output }: Finding): string[] {
  const said = wrap(`${where}: ${what}`, WIDTH - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
  const printed = output === undefined || output === '' ? [] : output.split('\n');
  const more = printed.length > OUTPUT_LINES ? [`… and ${printed.length - OUTPUT_LINES} more lines; --json has them all`] : [];
  return [...said, ...[...printed.slice(0, OUTPUT_LINES), ...more].map((line) => `      | ${line}`)];
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 100_000 ? 1 : 0)} s`;
}

export function accountsJson(accounts: readonly Account[]): string {
  const told = accounts.map((account) => ({ ...account, holds: account.proofs.every(holds) }));
  return `${JSON.stringify({ holds: told.every((account) => account.holds), exercises: told }, null, 2)}\n`;
}

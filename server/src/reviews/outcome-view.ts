import type { HiddenPart, SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import { Refused } from '@twohours/wire/problem';
import { filesAt } from '@twohours/wire/recording';
import type { OutcomeView, Place } from '@twohours/wire/review';
import type { Files } from '@twohours/wire/workspace';
import type { AttemptStore } from '../attempts/attempt-store.ts';
import type { ClosedAttempt } from '../attempts/attempt.ts';
import type { GradingStore } from '../grading/grading-store.ts';
import { officialOf, toVerdict } from '../grading/grading-views.ts';
import type { InvitationStore } from '../invitations/invitation-store.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { isDecided, type Panel } from './panel.ts';
import { foundAttempt, readPanel, readSeats, type PanelDeps } from './panels.ts';

export interface OutcomeDeps extends PanelDeps {
  readonly attempts: Pick<AttemptStore, 'find'>;
  readonly invitations: Pick<InvitationStore, 'find'>;
  readonly gradings: Pick<GradingStore, 'list'>;
  readonly recordings: Pick<RecordingStore, 'readAll'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly hiddenPart: (hashes: { hidden: string }) => Promise<HiddenPart>;
}

/** What the candidate sees: no more than was said in the lobby, and not before it has been decided. */
export async function viewOutcome(deps: OutcomeDeps, id: AttemptId): Promise<OutcomeView> {
  const attempt = await foundAttempt(deps, id);
  if (attempt.phase !== 'closed') throw new Refused('attempt-open', 'This is for when you are done.');
  const [invitation, { value: panel }] = await Promise.all([deps.invitations.find(attempt.invitation), readPanel(deps, id)]);
  if (!invitation) throw new Error(`invitation ${attempt.invitation} is gone`);
  const { candidateSees } = invitation.value;
  if (!candidateSees.verdicts && !candidateSees.comments) return { kind: 'nothing' };
  if (!isDecided(panel)) return { kind: 'not-decided', candidateSees };
  return {
    kind: 'told',
    candidateSees,
    ...(candidateSees.verdicts ? await testsOf(deps, attempt) : {}),
    ...(candidateSees.comments ? { comments: await commentsOf(deps, attempt, panel) } : {}),
  };
}

async function testsOf(deps: OutcomeDeps, attempt: ClosedAttempt) {
  const official = officialOf(await deps.gradings.list(attempt.id));
  if (official?.state.phase !== 'graded') return {};
  const hidden = await deps.hiddenPart(official.exercise.hashes);
  const verdict = toVerdict(official.state.ending, hidden);
  if (verdict.kind !== 'tests') return {};
  const told = verdict.tests.filter(({ tell }) => tell === 'verdict');
  const titleOf = (group: string) => hidden.groups.find(({ id }) => id === group)?.title ?? group;
  return {
    tests: told.map(({ name, group, status }) => ({ name, group: titleOf(group), status })),
    untold: verdict.tests.length - told.length,
  };
}

async function commentsOf(deps: OutcomeDeps, attempt: ClosedAttempt, panel: Panel) {
  const seats = await readSeats(deps, panel);
  const comments = seats.flatMap(({ phase, review }) => (phase === 'given' && review ? review.value.content.comments : []));
  const told = comments.filter(({ audience }) => audience === 'candidate').toSorted((a, b) => startOf(a.on) - startOf(b.on));
  if (told.length === 0) return [];
  const [{ starter }, entries] = await Promise.all([deps.sealedPartOf(attempt.id), deps.recordings.readAll(attempt.id)]);
  return told.map(({ on, text }) => ({ on, text, lines: on.kind === 'lines' ? linesOf(filesAt(starter, entries, on.atMs), on) : [] }));
}

function startOf(place: Place): number {
  return place.kind === 'lines' ? place.atMs : place.fromMs;
}

function linesOf(files: Files, { path, from, to }: Extract<Place, { kind: 'lines' }>): string[] {
  return (files[path] ?? '').split('\n').slice(from - 1, to);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleAbout } from '@twohours/wire/bundle';
import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId } from '@twohours/wire/id';
import type { LanesView } from '@twohours/wire/lanes';
import { Refused } from '@twohours/wire/problem';
import type { ClosedAttempt } from '../attempts/attempt.ts';
import { closedAttempt } from '../attempts/closed-attempt.ts';
import type { GradingStore } from '../grading/grading-store.ts';
import { officialOf, toGradingView } from '../grading/grading-views.ts';
import type { Staff } from '../http/who.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { filesHash } from '../recordings/files-hash.ts';
import { readLanes, type LanesDeps } from '../lanes/run-lanes.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { sealRecording } from '../recordings/seal.ts';
import type { Seals } from '../recordings/seals.ts';
import type { SigningKey } from '../recordings/signing-key.ts';
import { countUntilClosed, submittedFiles } from '../recordings/states.ts';
import { hidesGrants, shownEntries } from '../recordings/shown-entries.ts';
import type { RunStore } from '../runs/run-store.ts';
import { toRunView } from '../runs/run.ts';
import type { TrialStore } from '../trials/trial-store.ts';
import { isCovered, readPanel } from '../reviews/panels.ts';
import { viewReviews, type ReviewViewDeps } from '../reviews/review-views.ts';
import { packBundle, type BundleContent } from './pack-bundle.ts';

export interface MakeBundleDeps extends ReviewViewDeps, LanesDeps {
  readonly recordings: Pick<RecordingStore, 'readAfter' | 'readAll'>;
  readonly runs: Pick<RunStore, 'list'>;
  readonly gradings: Pick<GradingStore, 'list' | 'find'>;
  readonly trials: Pick<TrialStore, 'of'>;
  readonly sealedPartOf: (attempt: AttemptId) => Promise<SealedPart>;
  readonly seals: Pick<Seals, 'signed'>;
  readonly signing: Pick<SigningKey, 'signBundle'>;
  readonly company: string;
  readonly clientDir: string;
}

export interface Bundle {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything about a closed attempt that a reviewer may see, in one file. */
export async function makeBundle(deps: MakeBundleDeps, id: AttemptId, reader: Staff, wants: { reviews: boolean }): Promise<Bundle> {
  const attempt = await closedAttempt(deps, id);
  if (isCovered((await readPanel(deps, id)).value, reader))
    throw new Refused('not-allowed', 'A bundle says who the candidate is, which is covered until it has been decided.');
  const number = attempt.submissions.length;
  const [invited, { starter }, stored, signed, runs, verdicts, lanes, reviews, replayPage] = await Promise.all([
    deps.invitations.find(attempt.invitation),
    deps.sealedPartOf(id),
    deps.recordings.readAfter(id),
    deps.seals.signed(id, number),
    deps.runs.list(id),
    verdictsOf(deps, attempt),
    readLanes(deps, id),
    wants.reviews ? givenReviews(deps, id, reader) : undefined,
    readReplayPage(deps.clientDir),
  ]);
  if (!invited) throw new Error(`invitation ${attempt.invitation} is gone`);
  const entries = stored.map(({ entry }) => entry);
  const count = countUntilClosed(entries, number);
  const sealed = sealRecording(id, starter, stored.slice(0, count), hidesGrants);
  if (sealed.head !== signed.head) throw new Error(`the recording of ${id} does not come to what was signed`);
  const files = submittedFiles(starter, entries, number);
  const content: BundleContent = {
    about: aboutOf(attempt, invited.value, deps.company, filesHash(files)),
    starter,
    files,
    recording: { entries: shownEntries(entries.slice(0, count)), sealed: sealed.text, signed },
    runs: runs.map((each) => toRunView(each.run, each.number)),
    verdicts,
    ...lanesTold(lanes),
    ...(reviews && { reviews }),
    replayPage,
  };
  const bytes = await packBundle(content, async (manifest) => deps.signing.signBundle(id, manifest));
  return { name: `${id}-${number}${reviews ? '-with-reviews' : ''}.zip`, bytes };
}

/** A file cannot say later what became of those that are still run, and goes to people whom our own faults say nothing. */
function lanesTold(lanes: LanesView): Pick<BundleContent, 'lanes'> {
  switch (lanes.state.phase) {
    case 'done':
      return { lanes };
    case 'abandoned':
      return { lanes: { ...lanes, state: { ...lanes.state, reason: 'three tries failed on our side' } } };
    case 'none':
    case 'waiting':
    case 'running':
      return {};
  }
}

/** A draft is its reviewer's own, and a bundle is passed on. */
async function givenReviews(deps: ReviewViewDeps, id: AttemptId, reader: Staff) {
  const { own, ...view } = await viewReviews(deps, id, reader);
  return own?.phase === 'given' ? { ...view, own } : view;
}

function aboutOf({ id, exercise, startedAt, submissions }: ClosedAttempt, invitation: Invitation, company: string, hash: string): BundleAbout {
  const last = submissions.at(-1);
  if (!last) throw new Error(`${id} is closed without a submission`);
  return {
    attempt: id,
    company,
    candidate: invitation.name,
    role: invitation.roleTitle,
    exercise,
    startedAt,
    closing: { number: last.number, by: last.closedBy, usedMs: last.closedAt - startedAt, submission: last.id, filesHash: hash },
  };
}

async function verdictsOf(deps: Pick<MakeBundleDeps, 'gradings' | 'trials' | 'hiddenPart'>, attempt: ClosedAttempt) {
  const [hidden, gradings] = await Promise.all([deps.hiddenPart(attempt.exercise.hashes), deps.gradings.list(attempt.id)]);
  const official = officialOf(gradings);
  return {
    ...(official && { official: official.id }),
    groups: hidden.groups,
    gradings: await Promise.all(gradings.map(async (grading) => toGradingView(grading, hidden, await deps.trials.of(grading.id)))),
  };
}

/** Built with the client, into a folder that is not served: it is nothing without what it shows. */
async function readReplayPage(clientDir: string): Promise<string> {
  try {
    return await readFile(join(clientDir, '.replay', 'index.html'), 'utf8');
  } catch {
    throw new Refused('unavailable', 'The page that goes into a bundle has not been built: npm start builds it.');
  }
}

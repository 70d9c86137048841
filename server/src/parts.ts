import type { SealedPart } from '@twohours/wire/exercise';
import type { AttemptId, CheckId, GradingId, LanesId, RunId, TrialId } from '@twohours/wire/id';
import type { Job } from '@twohours/wire/job';
import type { JobEnding } from '@twohours/wire/job-ending';
import { Refused } from '@twohours/wire/problem';
import type { Clock } from '@twohours/wire/time';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { AttemptStore } from './attempts/attempt-store.ts';
import { viewActive } from './attempts/attempt-views.ts';
import type { Attempt } from './attempts/attempt.ts';
import { CheckStore } from './checks/check-store.ts';
import { checkJobOf, settleCheck } from './checks/checks.ts';
import { KeyedLock } from './concurrency/keyed-lock.ts';
import type { Config } from './config.ts';
import { ExerciseStore } from './exercises/exercise-store.ts';
import { Recent } from './exercises/recent.ts';
import { GradingStore } from './grading/grading-store.ts';
import { gradeJobOf, settleGrading } from './grading/gradings.ts';
import { InvitationStore } from './invitations/invitation-store.ts';
import { JobFollower } from './jobs/job-follower.ts';
import { JobQueue, type Priority } from './jobs/job-queue.ts';
import { QueueingLoop } from './jobs/keep-queueing.ts';
import { Places } from './jobs/places.ts';
import { Turns } from './jobs/turns.ts';
import { LanesStore } from './lanes/lanes-store.ts';
import { laneJobOf, settleLanes } from './lanes/run-lanes.ts';
import { RecordingStore } from './recordings/recording-store.ts';
import { Seals } from './recordings/seals.ts';
import { SigningKey } from './recordings/signing-key.ts';
import type { Keys } from './redis/keys.ts';
import { FormatAnswers } from './runs/format-text.ts';
import { ReviewSettingsStore } from './reviews/review-settings.ts';
import { ReviewStore } from './reviews/review-store.ts';
import { RunStore } from './runs/run-store.ts';
import { runJobOf, settleRun } from './runs/runs.ts';
import { Sandboxes } from './sandboxes/sandboxes.ts';
import { SessionStore } from './sessions/session-store.ts';
import { Notices } from './sockets/notices.ts';
import { Presence } from './sockets/presence.ts';
import { ApiTokenStore } from './staff/api-token-store.ts';
import { StaffLinkStore } from './staff/staff-link-store.ts';
import { StaffStore } from './staff/staff-store.ts';
import { TrialStore } from './trials/trial-store.ts';
import { settleTrial, trialJobOf } from './trials/trials.ts';
import { Workspaces } from './workspaces/workspaces.ts';

/** Connections, each used by nobody else where it says so. */
export interface Connections {
  readonly redis: Redis;
  /** Blocks on job streams. */
  readonly following: Redis;
  /** Subscribed. */
  readonly subscriber: Redis;
}

export interface Surroundings {
  readonly config: Config;
  readonly connections: Connections;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
}

const ATTEMPTS_REMEMBERED = 1_000;

/** Every part of the server, made once and handed to whoever asks for a few of them. */
export type Parts = ReturnType<typeof makeParts>;

export function makeParts({ config, connections, keys, clock, log, publicUrl }: Surroundings) {
  const { redis } = connections;
  const attempts = new AttemptStore(redis, keys);
  const recordings = new RecordingStore(redis, keys);
  const exercises = new ExerciseStore(redis, keys);
  const queue = new JobQueue(redis, keys);
  const notices = new Notices();
  const server = crypto.randomUUID();
  const follower = new JobFollower({ redis, blocking: connections.following, keys, clock, log, server, isOver });
  const stores = {
    attempts,
    recordings,
    exercises,
    queue,
    formatQueue: queue,
    runs: new RunStore(redis, keys),
    gradings: new GradingStore(redis, keys),
    trials: new TrialStore(redis, keys),
    lanes: new LanesStore(redis, keys),
    checks: new CheckStore(redis, keys),
    invitations: new InvitationStore(redis, keys),
    reviews: new ReviewStore(redis, keys),
    reviewSettings: new ReviewSettingsStore(redis, keys),
    sessions: new SessionStore(redis, keys, (ended) => notices.cutOff(ended)),
    staff: new StaffStore(redis, keys),
    links: new StaffLinkStore(redis, keys),
    tokens: new ApiTokenStore(redis, keys),
    workspaces: new Workspaces(recordings),
    sandboxes: new Sandboxes(redis, keys),
    presence: new Presence({ redis, keys, clock, server }),
    notices,
    appending: new KeyedLock(),
    formats: new FormatAnswers(redis, connections.subscriber, keys),
    follower,
    places: new Places({ queue, follower, turns: new Turns({ queue, clock }), clock, log }),
  };

  /** What was pinned at Start never changes, so that it is looked up once. */
  const sealed = new Recent(ATTEMPTS_REMEMBERED, async (id): Promise<SealedPart> => {
    const found = await attempts.find(id as AttemptId);
    if (!found || found.value.phase === 'ready') throw new Refused('attempt-not-started', 'It has not been started.');
    return exercises.sealedPartOf(found.value);
  });
  const sealedPartOf = (id: AttemptId): Promise<SealedPart> => sealed.get(id);

  const signing = new SigningKey(redis, keys);
  const seals = new Seals({ recordings, sealedPartOf, signing });

  const common = {
    ...stores,
    signing,
    seals,
    redis,
    keys,
    clock,
    log,
    publicUrl,
    company: config.COMPANY_NAME,
    contact: config.CONTACT,
    clientDir: config.CLIENT_DIR,
    sealedPartOf,
    hiddenPart: (hashes: { hidden: string }) => exercises.hiddenPart(hashes),
  };

  const queueing: QueueingLoop = new QueueingLoop({ redis, keys, queue, clock, log, jobOf, isOver });
  const onUnqueued = () => queueing.poke();
  const working = { ...common, onUnqueued };

  async function jobOf(id: string, jobTry: number): Promise<{ job: Job; priority: Priority } | undefined> {
    if (id.startsWith('grd_')) return gradeJobOf(working, id as GradingId, jobTry);
    if (id.startsWith('tri_')) return trialJobOf(working, id as TrialId, jobTry);
    if (id.startsWith('lan_')) return laneJobOf(working, id as LanesId, jobTry);
    if (id.startsWith('chk_')) return checkJobOf(working, id as CheckId, jobTry);
    const job = await runJobOf(working, id as RunId, jobTry);
    return job && { job, priority: job.try > 1 ? 'again' : 'run' };
  }

  async function isOver(id: string): Promise<boolean> {
    const found = await recordOf(id);
    return found?.value.state.phase !== 'queued' && found?.value.state.phase !== 'running';
  }

  async function recordOf(id: string) {
    if (id.startsWith('grd_')) return stores.gradings.find(id as GradingId);
    if (id.startsWith('tri_')) return stores.trials.find(id);
    if (id.startsWith('lan_')) return stores.lanes.find(id);
    if (id.startsWith('chk_')) return stores.checks.find(id);
    return stores.runs.find(id as RunId);
  }

  async function settle(ending: JobEnding): Promise<void> {
    const of = ending.kind === 'faulted' ? ending.of : ending.kind;
    if (ending.kind === 'faulted') log.error({ id: ending.id, try: ending.try, reason: ending.reason }, 'a sandbox could not do a job');
    if (ending.kind === 'format' || (ending.kind === 'faulted' && of === 'format')) return stores.formats.tell(ending);
    if (ending.kind === 'run' || (ending.kind === 'faulted' && of === 'run'))
      return ending.id.startsWith('chk_') ? settleCheck(working, ending) : settleRun(working, ending);
    if (ending.kind === 'lane' || (ending.kind === 'faulted' && of === 'lane')) return settleLanes(working, ending);
    if (ending.kind === 'trial' || (ending.kind === 'faulted' && of === 'trial')) return settleTrial(working, ending);
    return settleGrading(working, ending);
  }

  async function tellCandidate(attempt: Attempt): Promise<void> {
    if (attempt.phase === 'closed') stores.notices.toAttempt(attempt.id, 'attempt:changed', { phase: 'closed' });
    if (attempt.phase === 'active') stores.notices.toAttempt(attempt.id, 'attempt:changed', await viewActive(common, attempt));
  }

  return {
    ...working,
    queueing,
    settle,
    tellAnew: async (id: AttemptId) => {
      const found = await attempts.find(id);
      if (found) await tellCandidate(found.value);
    },
    onInvitation: ({ id }: { id: string }) => stores.notices.toStaff({ what: 'invitation', id }),
    onChanged: (attempt: Attempt) => {
      onUnqueued();
      stores.notices.toStaff({ what: 'attempt', id: attempt.id });
      tellCandidate(attempt).catch((error: unknown) => log.error({ err: error }, 'an open page could not be told of a change'));
    },
  };
}

import { sharedKeys } from '@twohours/wire/job';

/** The only place that spells a key of the server's own. Each entry says its type and how long it lives. */
export function keysFor(prefix: string) {
  const key = (name: string) => `${prefix}${name}`;
  return {
    ...sharedKeys(prefix),

    /** Hash: revision, body (Attempt as JSON), and for the append script phase, startedAt, deadline, closesAt, seq, epoch, device. For ever. */
    attempt: (id: string) => key(`attempt:${id}`),
    /** Stream of RecordedEntry in field `e`. For ever. */
    recording: (id: string) => key(`attempt:${id}:recording`),
    /** List of run ids, oldest first. For ever. */
    attemptRuns: (id: string) => key(`attempt:${id}:runs`),
    /** List of grading ids, oldest first. For ever. */
    attemptGradings: (id: string) => key(`attempt:${id}:gradings`),
    /** List of Leftover as JSON with the instant it came. For ever. */
    leftovers: (id: string) => key(`attempt:${id}:leftovers`),
    /** List of log lines as JSON: what staff did and why. For ever. */
    attemptLog: (id: string) => key(`attempt:${id}:log`),
    /** Sorted set: servers that the candidate has a page of this attempt open at, by the instant of their last sign. Expires 40 s after it. */
    attemptSockets: (id: string) => key(`attempt:${id}:sockets`),
    /** Sorted set: attempt id by the instant at which it closes. */
    deadlines: key('deadlines'),

    /** Hash: revision, body (Run as JSON). For ever. */
    run: (id: string) => key(`run:${id}`),
    /** Hash: revision, body (Grading as JSON). For ever. */
    grading: (id: string) => key(`grading:${id}`),
    /** Hash: revision, body (Trial as JSON). For ever. */
    trial: (id: string) => key(`trial:${id}`),
    /** Hash: revision, body (Lanes as JSON). For ever. */
    lanes: (id: string) => key(`lanes:${id}`),
    /** Hash: revision, body (Check as JSON). For ever. */
    check: (id: string) => key(`check:${id}`),
    /** List of check ids, oldest first. For ever. */
    attemptChecks: (id: string) => key(`attempt:${id}:checks`),
    /** Sorted set: job ids of runs, gradings, trials, lanes and checks that are recorded but not yet in the queue, by the instant from which they may be. */
    unqueuedJobs: key('jobs:to-queue'),
    /** Pub/sub channel: endings of format jobs, as JSON. */
    formatEndings: key('format:endings'),
    /** Stream, one a server process: an entry wakes its follower. Capped at 1, expires in an hour. */
    followerWake: (server: string) => key(`follower:${server}:wake`),

    /** Hash: revision, body (Invitation as JSON). For ever. */
    invitation: (id: string) => key(`invitation:${id}`),
    /** Hash: revision, body (Panel as JSON): who reviews it and what was decided. For ever. */
    panel: (attempt: string) => key(`attempt:${attempt}:panel`),
    /** Hash: revision, body (Review as JSON), one a reviewer. For ever. */
    review: (attempt: string, reviewer: string) => key(`attempt:${attempt}:review:${reviewer}`),
    /** Hash: role to ReviewSettings as JSON. For ever. */
    reviewSettings: key('review-settings'),
    /** Sorted set: reviewers of a role by the turn that they had last. For ever. */
    reviewTurns: (role: string) => key(`review-turns:${role}`),
    /** Hash: exercise id to what the levels of its rubric are worth, as JSON. For ever. */
    rubricPoints: key('rubric-points'),

    /** Sorted set: every invitation's id by the instant it was made. */
    invitations: key('invitations'),
    /** String: invitation id, by the SHA-256 of its link's token. Until the link is re-issued or withdrawn. */
    invitationToken: (hash: string) => key(`invitation-token:${hash}`),

    /** String: Session as JSON, by the SHA-256 of the cookie. Expires. */
    session: (hash: string) => key(`session:${hash}`),
    /** Set: session hashes of one attempt or one member of staff. */
    sessionsOf: (owner: string) => key(`sessions:${owner}`),

    /** Hash: Staff as JSON in `body`, password hash in `password`. For ever. */
    staff: (id: string) => key(`staff:${id}`),
    /** Hash: lower-case e-mail to staff id. For ever. */
    staffByEmail: key('staff-by-email'),
    /** Set: ids of the staff who are admins. For ever. */
    admins: key('admins'),
    /** String: StaffLink as JSON, by the SHA-256 of its token; gone once somebody was added by it. Expires. */
    staffLink: (hash: string) => key(`staff-link:${hash}`),
    /** Hash: API token id to ApiToken as JSON. */
    apiTokens: key('api-tokens'),
    /** Hash: SHA-256 of an API token's secret to its id. */
    apiTokenByHash: key('api-token-by-hash'),
    /** Hash: API token id to the instant of its last use, to the minute. */
    apiTokenUses: key('api-token-uses'),

    /** Hash: exercise hash to Published as JSON. */
    exerciseVersions: key('exercise-versions'),
    /** Hash: exercise id to the hash of its newest version. */
    newestExercise: key('exercise-newest'),

    /** String: the installation's private key (Ed25519, PKCS #8 in PEM), which signs what was recorded. For ever. */
    signingKey: key('signing-key'),

    /** String: instant at which some server was last seen alive. */
    serverAlive: key('server:alive'),
    /** Set: `<from>-<back>` of every outage of ours that open attempts have not all been given the time for. */
    outages: key('server:outages'),
    /** Counters of express-rate-limit. Expire. */
    rateLimit: key('rate-limit:'),
    /** Stream of Socket.IO's adapter. Capped. */
    socketAdapter: key('socket.io'),
  };
}

export type Keys = ReturnType<typeof keysFor>;

import type { VerdictStatus } from '@twohours/wire/job';
import type { NOTES } from '../verdicts.ts';

/** Every property that the sandbox promises and the self-test tries to break, in the order in which operators read them. */
export const PROBE_CLASSES = [
  'hand-in',
  'network',
  'files',
  'temporary folder',
  'secrets',
  'descriptors',
  'environment',
  'kernel',
  'privileges',
  'company',
  'single use',
  'memory',
  'processes',
  'output',
  'time',
  'races',
  'verdicts',
  'forgery',
] as const;
export type ProbeClass = (typeof PROBE_CLASSES)[number];

export interface Probe {
  readonly class: ProbeClass;
  readonly tried: string;
  /** What has to happen for the promise to be kept. */
  readonly must: string;
}

/** What one hidden test of a probe has to come to. */
export interface Expected {
  readonly test: string;
  readonly status: VerdictStatus;
  /** What its end has to be charged to. */
  readonly note?: keyof typeof NOTES;
}

export interface HiddenProbe extends Probe {
  readonly expected: readonly [Expected, ...Expected[]];
}

const passes = (test: string): Expected => ({ test, status: 'passed' });
const ends = (test: string, note: keyof typeof NOTES): Expected => ({ test, status: 'crashed', note });

/**
 * Probes that are hidden tests of one grading, in the order in which they run: what ends its container comes after what
 * does not, and races last, after which a fresh one would be needed too.
 */
export const HIDDEN_PROBES: readonly HiddenProbe[] = [
  {
    class: 'network',
    tried: 'TCP, UDP and name look-ups to outside; other interfaces',
    must: 'nothing but loopback can be reached',
    expected: [passes('TestNetwork')],
  },
  {
    class: 'files',
    tried: 'docker.sock, a shell, writing to root, programs, /proc and /sys',
    must: 'none is there, all is read-only',
    expected: [passes('TestFiles')],
  },
  {
    class: 'temporary folder',
    tried: 'executing in /tmp, making a disk there, filling it',
    must: 'nothing executes, and it is full at its limit',
    expected: [passes('TestTmp')],
  },
  {
    class: 'secrets',
    tried: 'reading the hidden program, its memory, process 1',
    must: 'all refuse to be read',
    expected: [passes('TestSecrets')],
  },
  {
    class: 'descriptors',
    tried: 'folders left open, opening a thousand files',
    must: 'none is open, the limit holds',
    expected: [passes('TestDescriptors')],
  },
  {
    class: 'kernel',
    tried: 'namespaces, ptrace, io_uring, vsock, netlink, keyctl, memfd and forty more calls',
    must: 'every one is refused, or answered by a kernel of the sandbox’s own',
    expected: [passes('TestKernel')],
  },
  {
    class: 'privileges',
    tried: 'user, capabilities, new privileges',
    must: 'not root, none, none to be gained',
    expected: [passes('TestPrivileges')],
  },
  {
    class: 'company',
    tried: 'other processes, shared memory, programs of other jobs',
    must: 'there is nobody and nothing else',
    expected: [passes('TestAlone')],
  },
  {
    class: 'verdicts',
    tried: 'a right and a wrong answer',
    must: 'one passes, the other fails',
    expected: [passes('TestSum'), { test: 'TestProduct', status: 'failed' }],
  },
  {
    class: 'single use',
    tried: 'leaving a file for whoever comes next',
    must: 'the next test gets a fresh container',
    expected: [{ test: 'TestLeavesAMark', status: 'crashed', note: 'crashed' }, passes('TestFindsNoMark')],
  },
  {
    class: 'memory',
    tried: 'using more memory than the limit, and by way of files',
    must: 'ended, and told as out of memory; no place but /tmp, and files limited there',
    expected: [ends('TestMemory', 'out-of-memory'), passes('TestPlaces')],
  },
  {
    class: 'processes',
    tried: 'starting more threads than the limit',
    must: 'ended, and told as too many processes',
    expected: [ends('TestProcesses', 'too-many-processes')],
  },
  {
    class: 'output',
    tried: 'printing more than the limit',
    must: 'ended, and told as too much output',
    expected: [ends('TestFlood', 'too-much-output')],
  },
  { class: 'races', tried: 'adding without a lock', must: 'the race is found', expected: [{ test: 'TestRace', status: 'raced' }] },
];

/** Probes that are tests of one visible run. */
export const VISIBLE_PROBES = {
  handIn: {
    class: 'hand-in',
    tried: 'reading what was handed in with the program',
    must: 'the very text that was handed in',
  },
  environment: {
    class: 'environment',
    tried: 'listing the environment of the visible stage',
    must: 'fixed names, nothing of ours',
  },
  time: {
    class: 'time',
    tried: 'stopping every clock inside, and staying for ever',
    must: 'ended, and told as timed out',
  },
} as const satisfies Record<string, Probe>;

export const FORGERY: Probe = {
  class: 'forgery',
  tried: 'writing records of passed tests, and leaving with success',
  must: 'told as tampered',
};

/** All that a visible stage may find in its environment. */
export const VISIBLE_ENVIRONMENT = ['GOMAXPROCS', 'GOTRACEBACK', 'HOME', 'TMPDIR', 'LANG', 'GORACE'];

import type { ProbeClass } from '../probes.ts';
import type { ProbeResult } from '../result.ts';

/**
 * What Debian's gVisor 20221219 (`--platform=ptrace --ignore-cgroups --network=none`) was seen to do with programs that can be
 * read; those that can only be executed it does not start.
 */
const SEEN: readonly [ProbeClass, ProbeResult['held'], string][] = [
  ['hand-in', 'held', 'the text came back'],
  ['network', 'held', 'interfaces: lo; 6 addresses unreachable, loopback works'],
  ['files', 'held', 'read-only root and programs, no docker.sock, no shell'],
  ['temporary folder', 'not-held', '/tmp is not mounted nosuid; /tmp is not mounted nodev; 4096 files fit into /tmp'],
  [
    'secrets',
    'not-held',
    '/job/t can be read; /proc/self/exe can be read; /proc/self/environ can be read; /proc/1/environ can be read; /proc/1/maps can be read; /proc/1/fd/0 can be read; the descriptors of process 1 can be listed',
  ],
  ['descriptors', 'held', 'none was left open, no more than 250 can be opened'],
  ['environment', 'held', 'GOMAXPROCS GOTRACEBACK HOME TMPDIR LANG GORACE'],
  ['kernel', 'not-held', 'unshare: invalid argument; io_uring_setup: bad address; socket(netlink): allowed; memfd_create: bad address'],
  ['privileges', 'held', 'user 56766, no capabilities, no_new_privs'],
  ['company', 'not-held', 'other processes: 15; there is shared memory in /dev/shm'],
  ['single use', 'held', 'a mark was left, and the process ended itself; /tmp is empty'],
  ['memory', 'not-held', '256 MiB could be used'],
  ['processes', 'not-held', '128 threads could be started'],
  ['output', 'held', 'It printed more than the exercise allows, and was stopped.'],
  ['time', 'held', 'told as timed-out'],
  ['races', 'held', '400 of 400 additions counted'],
  ['verdicts', 'held', '2 + 3 is 5; 2 * 3 is 5'],
  ['forgery', 'held', 'told as tampered'],
];

export const UNDER_RUNSC: readonly ProbeResult[] = SEEN.map(([of, held, seen]) => ({ class: of, tried: 'it', must: 'be held', seen, held }));

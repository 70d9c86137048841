import type { ProbeClass } from '../probes.ts';
import type { ProbeResult } from '../result.ts';

/** What was seen under Debian's gVisor 20221219 with `--platform=ptrace --ignore-cgroups --network=none`. */
const SEEN: readonly [ProbeClass, ProbeResult['held'], string][] = [
  ['hand-in', 'held', 'the text came back'],
  ['network', 'held', 'interfaces: lo; 6 addresses unreachable, loopback works'],
  ['files', 'held', 'read-only root and programs, no docker.sock, no shell'],
  ['temporary folder', 'held', 'noexec, full after 7 MiB'],
  ['secrets', 'held', 'the program and the memory of both processes refuse'],
  ['descriptors', 'held', 'none was left open, no more than 250 can be opened'],
  ['environment', 'held', 'GOMAXPROCS GOTRACEBACK HOME TMPDIR LANG GORACE'],
  ['kernel', 'held', '27 of 51 calls refused; a kernel of its own answers, 4.4.0'],
  ['privileges', 'held', 'user 21144, no capabilities, no_new_privs'],
  ['company', 'held', 'processes 1 and 13 only, nobody’s memory or programs'],
  ['single use', 'held', 'a mark was left, and the process ended itself; /tmp is empty'],
  ['memory', 'not-held', '256 MiB could be used'],
  ['processes', 'not-held', '128 threads could be started'],
  ['output', 'held', 'ended, told as too much output'],
  ['time', 'held', 'told as timed out'],
  ['races', 'held', 'told as a race'],
  ['verdicts', 'held', '2 + 3 is 5; 2 * 3 is 5'],
  ['forgery', 'held', 'told as tampered'],
];

export const UNDER_RUNSC: readonly ProbeResult[] = SEEN.map(([of, held, seen]) => ({ class: of, tried: 'it', must: 'be held', seen, held }));

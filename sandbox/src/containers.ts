import type { ContainerCreateOptions, MountSettings } from 'dockerode';
import type { Limits } from '@twohours/wire/exercise';
import { COMPILE, PROCESSES_OF_INIT } from './limits.ts';
import { SECCOMP_PROFILE } from './seccomp.ts';

/** The labels that say whose a container is and how long it may live. */
export const LABEL = {
  instance: 'twohours.instance',
  worker: 'twohours.worker',
  /** Milliseconds since 1970, on the worker's clock. */
  deadline: 'twohours.deadline',
} as const;

export type Labels = Readonly<Record<(typeof LABEL)[keyof typeof LABEL], string>>;

const MIB = 1024 ** 2;

interface Shape {
  readonly name: string;
  readonly image: string;
  readonly user: string;
  readonly labels: Labels;
  readonly env: readonly string[];
  readonly tmpfs: string;
  readonly memoryBytes: number;
  readonly processes: number;
  readonly fileBytes: number;
  /** Of each process; none where wall time is the limit. */
  readonly cpuSeconds?: number;
  /** How many cores it may use at a time; none: whatever is free, since our own tools use little and end by themselves. */
  readonly cores?: number;
}

const NOT_IN_DOCKERODES_TYPES = { CgroupnsMode: 'private' };

function hardened(shape: Shape): ContainerCreateOptions {
  return {
    name: shape.name,
    Image: shape.image,
    User: shape.user,
    WorkingDir: '/tmp',
    Hostname: 'sandbox',
    Env: [...shape.env],
    Labels: { ...shape.labels },
    Tty: false,
    OpenStdin: true,
    // When the worker goes away the stream closes, and process 1 ends the container.
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    // Without it libnetwork takes a tenth of a second to set up what nobody may use; loopback is there all the same.
    NetworkDisabled: true,
    StopSignal: 'SIGKILL',
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true', `seccomp=${SECCOMP_PROFILE}`],
      IpcMode: 'none',
      Memory: shape.memoryBytes,
      // Equal to Memory, so there is no swap to spill into.
      MemorySwap: shape.memoryBytes,
      OomScoreAdj: 1000,
      ...(shape.cores === undefined ? {} : { NanoCpus: shape.cores * 1e9 }),
      PidsLimit: shape.processes,
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'nofile', Soft: 256, Hard: 256 },
        { Name: 'fsize', Soft: shape.fileBytes, Hard: shape.fileBytes },
        { Name: 'memlock', Soft: 0, Hard: 0 },
        ...(shape.cpuSeconds === undefined ? [] : [{ Name: 'cpu', Soft: shape.cpuSeconds, Hard: shape.cpuSeconds }]),
      ],
      // Message queues outlive the processes that make them, and every container has a folder of them that anybody can write to.
      Tmpfs: { '/tmp': shape.tmpfs, '/dev/mqueue': 'ro,noexec,nosuid,nodev,size=4k,nr_inodes=1,mode=0555' },
      LogConfig: { Type: 'none', Config: {} },
      AutoRemove: false,
      RestartPolicy: { Name: 'no' },
      ...NOT_IN_DOCKERODES_TYPES,
    },
  };
}

/** Parses, compiles and links; executes nothing that came in. */
export function compileContainer(given: { name: string; image: string; labels: Labels }): ContainerCreateOptions {
  return hardened({
    ...given,
    user: '10001:10001',
    env: ['GOMAXPROCS=2', 'HOME=/tmp', 'TMPDIR=/tmp', 'LANG=C.UTF-8'],
    tmpfs: `rw,exec,nosuid,nodev,size=${COMPILE.tmpBytes},nr_inodes=4096,mode=1777`,
    memoryBytes: COMPILE.memoryBytes,
    processes: COMPILE.processes,
    cpuSeconds: COMPILE.cpuSeconds,
    fileBytes: 96 * MIB,
  });
}

export interface RunContainer {
  readonly name: string;
  readonly image: string;
  readonly runtime: string | undefined;
  readonly labels: Labels;
  readonly limits: Limits;
  readonly user: number;
  /** Ours alone to write. */
  readonly mount: MountSettings;
}

/** Executes what a candidate wrote. */
export function runContainer({ name, image, runtime, labels, limits, user, mount }: RunContainer): ContainerCreateOptions {
  const options = hardened({
    name,
    image,
    labels,
    user: `${user}:${user}`,
    env: [],
    cores: 1,
    tmpfs: `rw,noexec,nosuid,nodev,size=${limits.tmpBytes},nr_inodes=2048,mode=1777`,
    memoryBytes: limits.memoryBytes,
    processes: limits.processes + PROCESSES_OF_INIT,
    fileBytes: limits.tmpBytes,
  });
  const chosen = runtime === undefined ? {} : { Runtime: runtime };
  return { ...options, HostConfig: { ...options.HostConfig, ...chosen, Mounts: [mount] } };
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { LABEL } from '../containers.ts';
import { connectDocker, Engine } from '../engine.ts';
import { HandInFolders } from '../hand-in-folder.ts';
import { HandInVolumes } from '../hand-in-volume.ts';
import type { HandIn } from '../hand-in.ts';
import { findImages } from '../images.ts';
import { decide } from './decide.ts';
import { HIDDEN_PROBES, PROBE_CLASSES, type ProbeClass } from './probes.ts';
import { selfTest, type SelfTestReport } from './self-test.ts';

const STRICT = { runtime: undefined, allowsUnlimitedRunsc: false };
const docker = connectDocker();
const worker = `self-test-${randomBytes(6).toString('hex')}`;
const instance = worker;
const log = { error: () => undefined, warn: () => undefined, debug: () => undefined };
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'twohours-self-test-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
  const all = await docker.listContainers({ all: true, filters: { label: [`${LABEL.worker}=${worker}`] } });
  expect(all).toEqual([]);
});

/** On an engine that does what it is told, or something else. */
async function test(handIns: (engine: Engine) => HandIn[], change?: (options: ContainerCreateOptions) => ContainerCreateOptions, runtime?: string) {
  const asked = connectDocker();
  if (change) {
    const create = asked.createContainer.bind(asked);
    asked.createContainer = async (options: ContainerCreateOptions) => create(options.Image?.includes(images.run) ? change(options) : options);
  }
  const engine = new Engine({ docker: asked, clock: systemClock, log });
  const images = await findImages(engine, process.env['SANDBOX_IMAGE'] ?? '');
  const ways = handIns(engine);
  const report = await selfTest({ engine, handIns: ways, runtime, instance, worker, log }, images, new AbortController().signal);
  await engine.idle();
  await Promise.all(ways.map(async (way) => way.removeAll()));
  return report;
}

const bind = () => new HandInFolders(dir, worker);
const volume = (engine: Engine) => new HandInVolumes({ engine, instance, worker });
const failed = ({ results }: SelfTestReport) => decide(results, STRICT).failed.map((result) => `${result.class}: ${result.held}: ${result.seen}`);
const byOrder = (a: ProbeClass, b: ProbeClass) => PROBE_CLASSES.indexOf(a) - PROBE_CLASSES.indexOf(b);
const classes = ({ results }: SelfTestReport) => decide(results, STRICT).failed.map((result) => result.class);

describe('the self-test on the real engine', () => {
  it('[ST10] finds every class held, whichever way programs are handed in, and leaves nothing', async () => {
    const bound = await test(() => [bind()]);
    expect(failed(bound)).toEqual([]);
    expect(bound.handIn).toBe('bind');
    const filled = await test((engine) => [volume(engine)]);
    expect(failed(filled)).toEqual([]);
  });

  it('[ST11] takes volumes where the engine does not see our files, and folders where it does', async () => {
    // An engine on another machine: what we name is not there, or is something else.
    const elsewhere: HandIn = {
      kind: 'bind',
      make: async () => ({
        mount: { Type: 'bind', Source: '/nowhere', Target: '/job', ReadOnly: true },
        put: async () => undefined,
        hide: async () => undefined,
        remove: async () => undefined,
      }),
      sweep: async () => undefined,
      removeAll: async () => undefined,
    };
    const report = await test((engine) => [elsewhere, volume(engine)]);
    expect(failed(report)).toEqual([]);
    expect(report.handIn).toBe('volume');
    expect((await test((engine) => [bind(), volume(engine)])).handIn).toBe('bind');
  });

  it('[ST12] names each class that a careless engine does not hold', async () => {
    const network = await docker.createNetwork({ Name: worker, Internal: true });
    const careless = (options: ContainerCreateOptions): ContainerCreateOptions => {
      const { Memory: _m, MemorySwap: _s, PidsLimit: _p, Ulimits: _u, CapDrop: _c, ...rest }: HostConfig = options.HostConfig ?? {};
      return {
        ...options,
        Env: ['REDIS_URL=redis://elsewhere'],
        NetworkDisabled: false,
        HostConfig: {
          ...rest,
          NetworkMode: worker,
          ReadonlyRootfs: false,
          // Without it the guard could not seal itself, and no hidden test would run.
          SecurityOpt: ['no-new-privileges:true', 'seccomp=unconfined'],
          IpcMode: 'private',
          Tmpfs: { '/tmp': 'rw,exec,mode=1777' },
        },
      };
    };
    try {
      const report = await test(() => [bind()], careless);
      expect(classes(report)).toEqual([
        'network',
        'files',
        'temporary folder',
        'secrets',
        'descriptors',
        'kernel',
        'privileges',
        'memory',
        'processes',
      ]);
      expect(failed(report).filter((each) => each.includes('untried'))).toEqual([]);
    } finally {
      await network.remove();
    }
  });

  it('[ST13] no hidden test runs where its program can be read', async () => {
    const careless = bind();
    const readable: HandIn = {
      kind: 'bind',
      make: async () => {
        const place = await careless.make();
        return { ...place, put: async (content) => place.put({ ...content, areSecret: false }) };
      },
      sweep: async () => undefined,
      removeAll: async () => careless.removeAll(),
    };
    const report = await test(() => [readable]);
    expect(classes(report)).toEqual([...HIDDEN_PROBES.map((probe) => probe.class), 'forgery' as const].toSorted(byOrder));
    expect(failed(report).join()).toContain('secrets: not-held: the probe was crashed: aguard: this program can be read');
  });

  it('[ST17] a program that a runtime must be able to read is hidden before any code under test runs', async () => {
    // It is taken for gVisor's, and is the engine's own.
    const own = ({ HostConfig: { Runtime: _, ...rest } = {}, ...options }: ContainerCreateOptions) => ({ ...options, HostConfig: rest });
    expect(failed(await test(() => [bind()], own, 'runsc'))).toEqual([]);
  });
});

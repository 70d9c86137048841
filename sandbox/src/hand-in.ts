import type { MountSettings } from 'dockerode';
import type { Files } from '@twohours/wire/workspace';

export interface HandInContent {
  /** File name to program. */
  readonly programs: Readonly<Record<string, Buffer>>;
  /** The candidate's own programs of a process exercise, by name; they appear in bin/. */
  readonly commands?: Readonly<Record<string, Buffer>>;
  /** Programs of hidden stages can be executed but not read, not even by themselves; see SECURITY.md. */
  readonly areSecret: boolean;
  /** The runtime executes nothing that it cannot read: programs can be read until they are hidden. */
  readonly areReadableAtFirst?: boolean;
  /** The workspace, for visible tests that read files beside them, or what hidden ones may read of it; it appears in src/. */
  readonly files?: Files;
}

/** What one run container is given: it mounts it read-only, and only we can write there. */
export interface Place {
  readonly mount: MountSettings;
  put(content: HandInContent): Promise<void>;
  /** Takes away the permission to read what was readable at first; throws where that cannot be. */
  hide(content: HandInContent): Promise<void>;
  /** Once its container is gone. */
  remove(): Promise<void>;
}

/** How programs get into run containers. Which way works depends on what the engine can see of our file system. */
export interface HandIn {
  readonly kind: 'bind' | 'volume';
  /** Empty; a container of this image can mount it at once, and sees what appears in it. */
  make(image: string): Promise<Place>;
  /** Those of `make` that a worker which is gone left behind. */
  sweep(alive: ReadonlySet<string>): Promise<void>;
  /** At the end: nothing of this worker's is left. */
  removeAll(): Promise<void>;
}

/** Where a run container finds it. */
const TARGET = '/job';

export const EXECUTE_ONLY = 0o711;
const READABLE = 0o755;

export interface Entry {
  /** Relative to the place. */
  readonly path: string;
  readonly content: Buffer | string;
  readonly mode: number;
}

export function mountOf(kind: HandIn['kind'], source: string): MountSettings {
  const common = { Source: source, Target: TARGET, ReadOnly: true };
  if (kind === 'bind') return { Type: 'bind', ...common, BindOptions: { Propagation: 'rprivate' } };
  return { Type: 'volume', ...common };
}

/** Every file that a place is filled with. */
export function entriesOf(content: HandInContent): Entry[] {
  const unread = content.areReadableAtFirst ? READABLE : EXECUTE_ONLY;
  const mode = content.areSecret ? unread : READABLE;
  return [
    ...Object.entries(content.programs).map(([name, bytes]) => ({ path: name, content: bytes, mode })),
    ...Object.entries(content.commands ?? {}).map(([name, bytes]) => ({ path: `bin/${name}`, content: bytes, mode: unread })),
    ...Object.entries(content.files ?? {}).map(([path, text]) => ({ path: `src/${path}`, content: text, mode: 0o644 })),
  ];
}

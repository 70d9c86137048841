import type { WorkspaceView } from '@twohours/wire/attempt';
import { applyEvents, eventComplaint, type WorkspaceEvent } from '@twohours/wire/recording';
import { isEditable, type EditableGlobs, type FileId, type Workspace } from '@twohours/wire/workspace';

export interface TreeFile {
  readonly id: FileId;
  readonly path: string;
  readonly isReadOnly: boolean;
}

/** The workspace as it is on screen. The editor owns the texts it shows; this follows it event by event. */
export class Desk {
  readonly statement: string;
  readonly module: string;
  readonly globs: EditableGlobs;
  #workspace: Workspace;
  #tree: readonly TreeFile[];
  readonly #touched = new Set<FileId>();
  readonly #record: (events: readonly WorkspaceEvent[]) => void;
  readonly #listeners = new Set<() => void>();
  /** Of the editor, for files that it holds. */
  shownText: ((file: FileId) => string | undefined) | undefined;
  /** How many events were recorded on this page: tells whether something changed since. */
  edits = 0;
  /** Goes up when texts changed from outside the editor, which then shows them anew. */
  generation = 0;

  constructor(view: WorkspaceView, record: (events: readonly WorkspaceEvent[]) => void) {
    this.statement = view.statement;
    this.module = view.module;
    this.globs = { editable: view.editable, readOnly: view.readOnly };
    this.#workspace = workspaceOf(view);
    this.#tree = this.#makeTree();
    this.#record = record;
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  /** By path; the same array until a file is made, renamed, deleted or everything was read anew. */
  get tree(): readonly TreeFile[] {
    return this.#tree;
  }

  textOf(file: FileId): string | undefined {
    return this.#workspace.get(file)?.text;
  }

  findByPath(path: string): FileId | undefined {
    return this.#tree.find((file) => file.path === path)?.id;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  complaintAbout(event: WorkspaceEvent): string | undefined {
    return eventComplaint(this.#workspace, this.globs, event);
  }

  /** Records what was done on screen: all of it, or, with a sentence for the candidate, nothing. */
  apply(events: readonly WorkspaceEvent[]): string | undefined {
    let next = this.#workspace;
    for (const event of events) {
      const complaint = eventComplaint(next, this.globs, event);
      if (complaint !== undefined) return complaint;
      next = applyEvents(next, [event]);
    }
    this.#workspace = next;
    this.edits += events.length;
    for (const event of events) this.#touched.add(event.f);
    this.#record(events);
    if (events.some((event) => event.kind === 'created' || event.kind === 'renamed' || event.kind === 'deleted')) this.#retell();
    return undefined;
  }

  /** States a whole text, as the editor has it where it shows the file. */
  snapshot(file: FileId): void {
    const text = this.shownText?.(file) ?? this.textOf(file);
    if (text !== undefined) this.apply([{ kind: 'snapshot', f: file, text, ago: 0 }]);
  }

  /** What the server has takes the place of what is on screen. */
  reset(workspace: Workspace): void {
    this.#workspace = workspace;
    this.generation++;
    this.#retell();
  }

  /** Files whose texts changed since this was last asked. Where editor and record have come apart, the editor's is stated. */
  takeTouched(): readonly FileId[] {
    for (const file of this.#touched) {
      const shown = this.shownText?.(file);
      if (shown !== undefined && shown !== this.textOf(file)) this.snapshot(file);
    }
    const touched = [...this.#touched].filter((file) => this.#workspace.has(file));
    this.#touched.clear();
    return touched;
  }

  touch(files: readonly FileId[]): void {
    for (const file of files) this.#touched.add(file);
  }

  #retell(): void {
    this.#tree = this.#makeTree();
    for (const listener of this.#listeners) listener();
  }

  #makeTree(): readonly TreeFile[] {
    const files = [...this.#workspace].map(([id, { path }]) => ({ id, path, isReadOnly: !isEditable(this.globs, path) }));
    return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
}

export function workspaceOf(view: WorkspaceView): Workspace {
  return new Map(view.files.map(({ id, path, text }) => [id, { path, text }]));
}

import type { WorkspaceEvent } from '@twohours/wire/recording';
import type { FileId } from '@twohours/wire/workspace';
import type { Desk } from '../attempt/desk.ts';
import { causeOf } from './cause.ts';
import { minimalEdits, type TextEdit } from './minimal-edits.ts';
import { editor, languageOf, rangeOf } from './monaco.ts';

type Model = editor.ITextModel;
type ViewState = editor.ICodeEditorViewState | null;

const { LF } = editor.EndOfLinePreference;

/**
 * Monaco's texts, one model per file, outside React: they live as long as the desk, whatever is mounted. What changes
 * in them is recorded in the order in which Monaco tells it; what the server says anew is put into them silently.
 */
export class ModelStore {
  readonly #desk: Desk;
  readonly #models = new Map<FileId, Model>();
  readonly #viewStates = new Map<FileId, ViewState>();
  readonly #onRefused: (complaint: string) => void;
  readonly #unsubscribe: () => void;
  #generation: number;
  #isSilent = false;
  #isFormatting = false;

  constructor(desk: Desk, onRefused: (complaint: string) => void) {
    this.#desk = desk;
    this.#onRefused = onRefused;
    this.#generation = desk.generation;
    desk.shownText = (file) => this.#models.get(file)?.getValue(LF);
    this.#unsubscribe = desk.subscribe(() => this.#follow());
  }

  dispose(): void {
    this.#unsubscribe();
    this.#desk.shownText = undefined;
    for (const model of this.#models.values()) model.dispose();
    this.#models.clear();
  }

  /** Made when it is first asked for. */
  model(file: FileId): Model | undefined {
    const known = this.#models.get(file);
    if (known) return known;
    const there = this.#desk.workspace.get(file);
    if (!there) return undefined;
    const model = editor.createModel(there.text, languageOf(there.path));
    model.setEOL(editor.EndOfLineSequence.LF);
    model.updateOptions(there.path.endsWith('.go') ? { tabSize: 4, insertSpaces: false } : { tabSize: 2, insertSpaces: true });
    model.onDidChangeContent((change) => this.#changed(file, model, change));
    this.#models.set(file, model);
    return model;
  }

  /** Only if it was made already. */
  known(file: FileId): Model | undefined {
    return this.#models.get(file);
  }

  viewState(file: FileId): ViewState {
    return this.#viewStates.get(file) ?? null;
  }

  keepViewState(file: FileId, state: ViewState): void {
    this.#viewStates.set(file, state);
  }

  /** As one step that can be undone, recorded as formatting. */
  format(file: FileId, text: string): void {
    const model = this.model(file);
    if (!model) return;
    this.#isFormatting = true;
    try {
      model.pushStackElement();
      model.pushEditOperations(null, operations(model, minimalEdits(model.getValue(LF), text)), () => null);
      model.pushStackElement();
    } finally {
      this.#isFormatting = false;
    }
  }

  #changed(file: FileId, model: Model, change: editor.IModelContentChangedEvent): void {
    if (this.#isSilent) return;
    const complaint = this.#desk.apply(this.#eventsOf(file, model, change));
    if (complaint === undefined) return;
    this.#onRefused(complaint);
    // Not while Monaco is still telling everybody else about this change.
    queueMicrotask(() => void this.#takeBack(file, model));
  }

  #eventsOf(file: FileId, model: Model, change: editor.IModelContentChangedEvent): WorkspaceEvent[] {
    const isWhole = change.isFlush || change.isEolChange || change.changes.some(({ text }) => text.includes('\r'));
    if (isWhole) return [{ kind: 'snapshot', f: file, text: model.getValue(LF), ago: 0 }];
    const cause = this.#isFormatting ? 'format' : causeOf(change);
    return change.changes.map(({ rangeOffset, rangeLength, text }) => ({
      kind: 'edit',
      f: file,
      o: rangeOffset,
      d: rangeLength,
      s: text,
      ...(cause ? { k: cause } : {}),
      ago: 0,
    }));
  }

  /** The recording would not take it. Undone, so that undoing does not bring it back; if that took more, the rest is put in again. */
  async #takeBack(file: FileId, model: Model): Promise<void> {
    if (model.isDisposed()) return;
    this.#isSilent = true;
    try {
      await model.undo();
    } finally {
      this.#isSilent = false;
    }
    this.#show(file, model);
  }

  /** What the desk says, into the model: silently, and only where they differ. */
  #show(file: FileId, model: Model): void {
    const text = this.#desk.textOf(file) ?? '';
    const edits = minimalEdits(model.getValue(LF), text);
    if (edits.length === 0) return;
    this.#isSilent = true;
    try {
      model.pushEditOperations(null, operations(model, edits), () => null);
    } finally {
      this.#isSilent = false;
    }
  }

  #follow(): void {
    const isAnew = this.#generation !== this.#desk.generation;
    this.#generation = this.#desk.generation;
    for (const [file, model] of this.#models) {
      const there = this.#desk.workspace.get(file);
      if (!there) {
        this.#models.delete(file);
        this.#viewStates.delete(file);
        // The editor that shows it lets go of it first.
        queueMicrotask(() => model.dispose());
        continue;
      }
      const language = languageOf(there.path);
      if (model.getLanguageId() !== language) editor.setModelLanguage(model, language);
      if (isAnew) this.#show(file, model);
    }
  }
}

function operations(model: Model, edits: readonly TextEdit[]): editor.IIdentifiedSingleEditOperation[] {
  return edits.map(({ offset, length, text }) => ({ range: rangeOf(model, offset, length), text }));
}

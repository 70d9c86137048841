import type { FileId } from '@twohours/wire/workspace';
import { useEffect, useRef } from 'react';
import { useTheme } from '../ui/theme.ts';
import type { ModelStore } from './model-store.ts';
import { CODE_LOOKS, editor, paintMonaco } from './monaco.ts';

export interface Place {
  readonly file: FileId;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Another jump to the same place is another place. */
  readonly jump: number;
}

interface Props {
  models: ModelStore;
  place: Place;
  path: string;
  isReadOnly: boolean;
  /** Why, when someone types all the same. */
  readOnlyReason: string;
  onEditor: (editor: editor.IStandaloneCodeEditor | undefined) => void;
}

/** One Monaco editor. It shows the models of the store; what is typed goes from them to the recording, past React. */
export function CodeEditor({ models, place, path, isReadOnly, readOnlyReason, onEditor }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneCodeEditor>(null);
  const theme = useTheme();

  // Outside React: Monaco's colours.
  useEffect(paintMonaco, [theme]);

  // Outside React: the editor itself, made once.
  useEffect(() => {
    if (!host.current) return;
    const made = editor.create(host.current, {
      ...CODE_LOOKS,
      model: null,
      fixedOverflowWidgets: true,
      renderWhitespace: 'selection',
      renderLineHighlight: 'line',
      renderLineHighlightOnlyWhenFocus: true,
      occurrencesHighlight: 'singleFile',
      wordBasedSuggestions: 'allDocuments',
    });
    shown.current = made;
    onEditor(made);
    // Characters were measured with whatever font was there.
    void document.fonts.ready.then(() => editor.remeasureFonts());
    return () => {
      onEditor(undefined);
      made.dispose();
      shown.current = null;
    };
  }, [onEditor]);

  // Outside React: which model it shows, and where it was scrolled to when it was last shown.
  useEffect(() => {
    const made = shown.current;
    const model = models.model(place.file);
    if (!made || !model) return;
    if (made.getModel() !== model) {
      made.setModel(model);
      made.restoreViewState(models.viewState(place.file));
    }
    if (place.line !== undefined) {
      const position = { lineNumber: Math.min(place.line, model.getLineCount()), column: place.column ?? 1 };
      made.setPosition(position);
      made.revealPositionInCenterIfOutsideViewport(position);
      made.focus();
    }
    return () => {
      if (made.getModel() === model) models.keepViewState(place.file, made.saveViewState());
    };
  }, [models, place]);

  // Outside React: what the editor lets one do.
  useEffect(() => {
    shown.current?.updateOptions({
      readOnly: isReadOnly,
      readOnlyMessage: { value: readOnlyReason },
      ariaLabel: `${path}${isReadOnly ? ', read-only' : ''}. Press Control M to leave with Tab, F1 for commands.`,
    });
  }, [isReadOnly, readOnlyReason, path]);

  return <div ref={host} className="size-full" />;
}

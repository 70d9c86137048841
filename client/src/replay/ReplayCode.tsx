import { isWorkspaceEvent } from '@twohours/wire/recording';
import type { FileId } from '@twohours/wire/workspace';
import { useEffect, useRef } from 'react';
import { oneEdit } from '../editor/minimal-edits.ts';
import { CODE_LOOKS, editor, languageOf, paintMonaco, rangeOf } from '../editor/monaco.ts';
import { useTheme } from '../ui/theme.ts';
import type { CodeViewProps } from './code-view.ts';
import { lastChangeBefore } from './last-change.ts';
import type { Player } from './player.ts';
import { usePlaying } from './use-playing.ts';

/** One file as it was, in Monaco. While it plays, the last edit is kept in sight. */
export function ReplayCode({ player, file, follows, comments, pointed, onSelect }: CodeViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneCodeEditor>(null);
  const theme = useTheme();
  const count = usePlaying(player, (now) => now.count);

  // Outside React: Monaco's colours.
  useEffect(paintMonaco, [theme]);

  // Outside React: the editor and its one text.
  useEffect(() => {
    if (!host.current) return;
    const text = editor.createModel('', 'plaintext');
    // On Windows Monaco would count two for each line end.
    text.setEOL(editor.EndOfLineSequence.LF);
    const made = editor.create(host.current, {
      ...CODE_LOOKS,
      model: text,
      readOnly: true,
      domReadOnly: true,
      renderLineHighlight: 'none',
      occurrencesHighlight: 'off',
    });
    shown.current = made;
    made.onDidChangeCursorSelection(({ selection, source }) => {
      // What the text's own changes do to a selection is not the reader's.
      if (source === 'model' || source === 'modelChange' || source === 'api') return;
      const isUpToNextLine = selection.endLineNumber > selection.startLineNumber && selection.endColumn === 1;
      onSelect({ from: selection.startLineNumber, to: selection.endLineNumber - (isUpToNextLine ? 1 : 0) });
    });
    void document.fonts.ready.then(() => editor.remeasureFonts());
    return () => {
      made.getModel()?.dispose();
      made.dispose();
      shown.current = null;
    };
  }, [onSelect]);

  // Outside React: the text of this moment, by no more than what differs.
  useEffect(() => {
    const made = shown.current;
    const model = made?.getModel();
    if (!made || !model) return;
    const there = file === undefined ? undefined : player.replay.workspaceAfter(count).get(file);
    const language = languageOf(there?.path ?? '');
    if (model.getLanguageId() !== language) editor.setModelLanguage(model, language);
    made.updateOptions({ ariaLabel: there ? `${there.path}, as it was` : 'No file' });
    const edit = oneEdit(model.getValue(), there?.text ?? '');
    if (edit) model.applyEdits([{ range: rangeOf(model, edit.offset, edit.length), text: edit.text }]);
    const place = lastEditIn(player, count, file);
    if (!place) return;
    const range = rangeOf(model, place.offset, place.length);
    const mark = made.createDecorationsCollection([
      // As part of the text where there is some: anything beside it Monaco would have to measure for.
      { range, options: place.length > 0 ? { inlineClassName: 'replay-last-edit' } : { className: 'replay-last-edit', isWholeLine: true } },
    ]);
    if (follows) made.revealLineInCenterIfOutsideViewport(range.endLineNumber, editor.ScrollType.Immediate);
    return () => mark.clear();
  }, [player, file, follows, count]);

  // Outside React: lines that somebody wrote about.
  useEffect(() => {
    const marks = shown.current?.createDecorationsCollection(
      comments.map(({ from, to, text }) => ({
        range: { startLineNumber: from, startColumn: 1, endLineNumber: to, endColumn: 1 },
        options: { isWholeLine: true, className: 'replay-commented', linesDecorationsClassName: 'replay-comment-bar', hoverMessage: { value: text } },
      })),
    );
    return () => marks?.clear();
  }, [comments]);

  // Outside React: lines that are pointed at. After the effect that puts their text there.
  useEffect(() => {
    const made = shown.current;
    if (!made || !pointed) return;
    const { from, to } = pointed;
    const mark = made.createDecorationsCollection([
      {
        range: { startLineNumber: from, startColumn: 1, endLineNumber: to, endColumn: 1 },
        options: { isWholeLine: true, className: 'replay-pointed' },
      },
    ]);
    made.revealLinesInCenterIfOutsideViewport(from, to, editor.ScrollType.Immediate);
    return () => mark.clear();
  }, [pointed]);

  return <div ref={host} className="size-full" />;
}

function lastEditIn({ replay }: Player, count: number, file: FileId | undefined): { offset: number; length: number } | undefined {
  const event = replay.events[lastChangeBefore(replay.events, count)]?.event;
  if (!event || !isWorkspaceEvent(event) || event.f !== file || event.kind !== 'edit') return undefined;
  return { offset: event.o, length: event.s.length };
}

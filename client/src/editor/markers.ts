import type { Diagnostic } from '@twohours/wire/job';
import type { Desk } from '../attempt/desk.ts';
import type { ModelStore } from './model-store.ts';
import { editor, MarkerSeverity } from './monaco.ts';

const SEVERITY: Record<Diagnostic['tool'], MarkerSeverity> = {
  policy: MarkerSeverity.Error,
  compile: MarkerSeverity.Error,
  vet: MarkerSeverity.Warning,
  race: MarkerSeverity.Warning,
  panic: MarkerSeverity.Warning,
  test: MarkerSeverity.Info,
};

/** Underlines in the editor what `owner` has to say, in the place of what it said before. */
export function showMarkers(owner: 'run' | 'gofmt', diagnostics: readonly Diagnostic[], desk: Desk, models: ModelStore): void {
  for (const { id, path } of desk.tree) {
    const mine = diagnostics.filter((diagnostic) => diagnostic.path === path && diagnostic.line !== undefined);
    const model = mine.length > 0 ? models.model(id) : models.known(id);
    if (!model) continue;
    editor.setModelMarkers(
      model,
      owner,
      mine.map(({ line = 1, column, message, tool }) => {
        const lineNumber = Math.min(line, model.getLineCount());
        const from = column ?? model.getLineFirstNonWhitespaceColumn(lineNumber) ?? 1;
        const word = model.getWordAtPosition({ lineNumber, column: from });
        const to = column === undefined ? model.getLineMaxColumn(lineNumber) : (word?.endColumn ?? from + 1);
        return {
          startLineNumber: lineNumber,
          startColumn: Math.max(1, from),
          endLineNumber: lineNumber,
          endColumn: to,
          message,
          source: tool,
          severity: SEVERITY[tool],
        };
      }),
    );
  }
}

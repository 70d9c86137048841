/* oxlint-disable import/no-unassigned-import, import/default -- Monaco's parts register themselves; a worker's default export is Vite's */
import { editor, MarkerSeverity } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/dockerfile/register';
import 'monaco-editor/languages/definitions/go/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { currentTheme } from '../ui/theme.ts';
import { registerJson } from './json-language.ts';

/* The one place that brings Monaco in; whoever imports it is in Monaco's lazily loaded chunk. */

// Before the first editor is made.
self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
registerJson();

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.go$/, 'go'],
  [/\.ya?ml$/, 'yaml'],
  [/\.md$/, 'markdown'],
  [/\.json$/, 'json'],
  [/(?:^|\/)Dockerfile(?:\.|$)/, 'dockerfile'],
];

export const languageOf = (path: string): string => LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? 'plaintext';

/** Monaco paints with hex colours; the tokens are oklch and differ by scheme. A pixel says what they come to. */
function painter(): (token: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  document.body.append(probe);
  const colours = new Map<string, string>();
  queueMicrotask(() => probe.remove());
  return (token) => {
    const known = colours.get(token);
    if (known !== undefined || !context) return known ?? '#808080';
    probe.style.color = `var(${token})`;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const hex = `#${Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3), (channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    colours.set(token, hex);
    return hex;
  };
}

/** Makes Monaco look like the rest of the page, in the theme that is in force. */
export function paintMonaco(): void {
  const colour = painter();
  const rule = (token: string, of: string, fontStyle = '') => ({ token, foreground: colour(of).slice(1), fontStyle });
  editor.defineTheme('twohours', {
    base: currentTheme() === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('', '--ink'),
      rule('comment', '--ink-muted', 'italic'),
      rule('keyword', '--code-keyword'),
      rule('string', '--code-string'),
      rule('number', '--code-number'),
      rule('type', '--code-type'),
      rule('delimiter', '--ink'),
      rule('identifier', '--ink'),
    ],
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--ink'),
      'editorLineNumber.foreground': colour('--ink-muted'),
      'editorLineNumber.dimmedForeground': colour('--ink-muted'),
      'editorLineNumber.activeForeground': colour('--ink'),
      'editorCursor.foreground': colour('--ink'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.lineHighlightBackground': colour('--canvas'),
      'editor.selectionBackground': `${colour('--accent')}40`,
      'editor.inactiveSelectionBackground': `${colour('--accent')}26`,
      'editorIndentGuide.background1': colour('--line'),
      'editorIndentGuide.activeBackground1': colour('--line-strong'),
      'editorWidget.background': colour('--surface'),
      'editorWidget.border': colour('--line'),
      'editorSuggestWidget.background': colour('--surface'),
      'editorSuggestWidget.border': colour('--line'),
      'editorHoverWidget.background': colour('--surface'),
      'editorHoverWidget.border': colour('--line'),
      'editorError.foreground': colour('--failed'),
      'editorWarning.foreground': colour('--raced'),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, colour('--ink')])),
      'scrollbarSlider.background': `${colour('--line-strong')}66`,
      'scrollbarSlider.hoverBackground': `${colour('--line-strong')}99`,
      'scrollbarSlider.activeBackground': `${colour('--line-strong')}cc`,
      focusBorder: colour('--accent'),
      'widget.shadow': '#00000030',
    },
  });
  editor.setTheme('twohours');
}

/** A stretch of a text by its offsets, as Monaco wants it. */
export function rangeOf(model: editor.ITextModel, offset: number, length: number) {
  const [from, to] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}

/** How code looks, wherever an editor shows it. */
export const CODE_LOOKS: editor.IStandaloneEditorConstructionOptions = {
  theme: 'twohours',
  automaticLayout: true,
  fontFamily: 'JetBrains Mono Variable, monospace',
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 8, bottom: 8 },
  bracketPairColorization: { enabled: false },
  guides: { bracketPairs: false, indentation: true },
  stickyScroll: { enabled: false },
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  scrollbar: { horizontalScrollbarSize: 10, verticalScrollbarSize: 10, useShadows: false },
  lineNumbersMinChars: 4,
  unicodeHighlight: { ambiguousCharacters: false },
};

export { editor, MarkerSeverity };

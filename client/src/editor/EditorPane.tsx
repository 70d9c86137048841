import { AlignLeft } from 'lucide-react';
import type { TreeFile } from '../attempt/desk.ts';
import type { Ending } from '../attempt/live-state.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CodeEditor } from './CodeEditor.tsx';
import { FileTabs } from './FileTabs.tsx';
import { KEYS } from './keys.ts';
import type { ModelStore } from './model-store.ts';
import type { editor } from './monaco.ts';
import type { useOpenFiles } from './open-files.ts';

interface Props {
  files: ReturnType<typeof useOpenFiles>;
  models: ModelStore;
  active: TreeFile | undefined;
  /** Nothing at all may be changed here at the moment. */
  isReadOnly: boolean;
  ending: Ending;
  onEditor: (editor: editor.IStandaloneCodeEditor | undefined) => void;
  onFormat: () => void;
}

export function EditorPane({ files, models, active, isReadOnly, ending, onEditor, onFormat }: Props) {
  const reason = readOnlyReason(active, isReadOnly, ending);
  return (
    <section aria-label="Editor" data-pane="editor" className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center border-b border-line bg-canvas">
        <FileTabs files={files.files} active={active?.id} onChoose={files.show} onClose={files.close} />
        {active?.path.endsWith('.go') && (
          <IconButton size="small" label={`Format with gofmt (${KEYS.format})`} disabled={reason !== undefined} onClick={onFormat} className="mx-1">
            <AlignLeft size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="min-h-0 grow">
        {files.place && active ? (
          <CodeEditor
            models={models}
            place={files.place}
            path={active.path}
            isReadOnly={reason !== undefined}
            readOnlyReason={reason ?? ''}
            onEditor={onEditor}
          />
        ) : (
          <p className="p-6 text-ink-muted">No file is open. Choose one from the list.</p>
        )}
      </div>
    </section>
  );
}

function readOnlyReason(active: TreeFile | undefined, isReadOnly: boolean, ending: Ending): string | undefined {
  if (ending === 'time-up' || ending === 'unheard') return 'Time is up: what you typed is being handed in.';
  if (ending === 'submitting') return 'Your work is being submitted.';
  if (isReadOnly) return 'Writing happens elsewhere at the moment. “Take over here” is above.';
  return active?.isReadOnly ? 'This file belongs to the exercise and cannot be changed.' : undefined;
}

// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet
import './code.css';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { toast } from 'sonner';
import { problemOf } from '../api/problem-error.ts';
import type { LiveAttempt } from '../attempt/live-attempt.ts';
import type { DeskPage } from '../attempt/live-state.ts';
import { RunPanel } from '../runs/RunPanel.tsx';
import { useTitle } from '../ui/use-title.ts';
import { Banners } from './Banners.tsx';
import { Divider } from './Divider.tsx';
import { EditorPane } from './EditorPane.tsx';
import { FileDialogs, type FileQuestion } from './FileDialogs.tsx';
import { FileTree } from './FileTree.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { KEYS } from './keys.ts';
import { showMarkers } from './markers.ts';
import type { editor } from './monaco.ts';
import { useOpenFiles } from './open-files.ts';
import { StatementPane } from './StatementPane.tsx';
import { StrandedDialog } from './StrandedDialog.tsx';
import { SubmitDialog } from './SubmitDialog.tsx';
import { useFormat } from './use-format.ts';
import { useModels } from './use-models.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { WorkspaceHeader } from './WorkspaceHeader.tsx';

const complain = (error: unknown) => {
  const { title, detail } = problemOf(error);
  toast.error(title, { description: detail, duration: 12_000 });
};

/** The whole window, while the clock runs. */
export function WorkspaceView({ page, live }: { page: DeskPage; live: LiveAttempt }) {
  const { desk, runs, writing, ending } = page;
  useTitle(page.attempt.title);
  const tree = useSyncExternalStore(desk.subscribe, () => desk.tree);
  // Of a run, the window itself shows nothing but these: not all of it is drawn anew with every line that is printed.
  const diagnostics = useSyncExternalStore(runs.subscribe, () => runs.snapshot.run?.diagnostics);
  const models = useModels(desk);
  const files = useOpenFiles(desk, tree, page.attempt.attempt);
  const [monaco, setMonaco] = useState<editor.IStandaloneCodeEditor>();
  const [question, setQuestion] = useState<FileQuestion>();
  /** Where the recording was when a run was last started from this page. */
  const [ranAt, setRanAt] = useState<number>();
  const [dialog, setDialog] = useState<'submit' | 'help' | 'stranded'>();
  const columns = useDefaultLayout({ id: 'twohours:columns', storage: localStorage });
  const rows = useDefaultLayout({ id: 'twohours:rows', storage: localStorage });
  const code = useDefaultLayout({ id: 'twohours:code', storage: localStorage });

  const isReadOnly = writing.kind !== 'writer' || ending !== 'no';
  const active = tree.find((file) => file.id === files.place?.file);
  const start = () => {
    if (ending !== 'no' || page.attempt.runsUnavailable !== undefined || runs.isGoingOn) return;
    setRanAt(desk.edits);
    void runs.start().catch(complain);
  };
  const format = useFormat(live, desk, models, active, isReadOnly);
  useShortcuts({
    run: start,
    format,
    save: () => toast('Everything is saved as you type.', { id: 'saved-as-you-type' }),
    focusEditor: () => monaco?.focus(),
  });

  // Outside React: underlines in Monaco's models.
  useEffect(() => showMarkers('run', diagnostics ?? [], desk, models), [diagnostics, desk, models]);

  return (
    <div className="flex h-dvh flex-col">
      <WorkspaceHeader
        page={page}
        onRun={start}
        onCancel={() => void runs.cancel().catch(complain)}
        onSubmit={() => setDialog('submit')}
        onHelp={() => setDialog('help')}
      />
      <Banners
        page={page}
        onTakeOver={() => void live.sitting?.takeOver().catch(complain)}
        onShowStranded={() => setDialog('stranded')}
        onDismissStranded={() => live.sitting?.dismissStranded()}
      />
      <main className="min-h-0 grow">
        <Group {...columns} className="h-full">
          <Panel id="statement" defaultSize="34%" minSize="200px">
            <StatementPane statement={desk.statement} />
          </Panel>
          <Divider label="Width of the statement" orientation="upright" />
          <Panel id="work" minSize="360px">
            <Group {...rows} orientation="vertical" className="h-full">
              <Panel id="code" minSize="120px">
                <Group {...code} className="h-full bg-surface">
                  <Panel id="files" defaultSize="180px" minSize="120px" maxSize="50%" groupResizeBehavior="preserve-pixel-size">
                    <FileTree
                      files={tree}
                      active={active?.id}
                      isReadOnly={isReadOnly}
                      onOpen={(file) => {
                        files.show(file);
                        monaco?.focus();
                      }}
                      onCreate={(folder) => setQuestion({ kind: 'create', folder })}
                      onRename={(file) => setQuestion({ kind: 'rename', file })}
                      onDelete={(file) => setQuestion({ kind: 'delete', file })}
                    />
                  </Panel>
                  <Divider label="Width of the list of files" orientation="upright" />
                  <Panel id="editor" minSize="200px">
                    <EditorPane
                      files={files}
                      models={models}
                      active={active}
                      isReadOnly={isReadOnly}
                      ending={ending}
                      onEditor={setMonaco}
                      onFormat={format}
                    />
                  </Panel>
                </Group>
              </Panel>
              <Divider label="Height of the results" orientation="level" />
              <Panel id="results" defaultSize="32%" minSize="80px">
                <section aria-label="Results" data-pane="results" tabIndex={-1} className="h-full bg-surface outline-none">
                  <RunPanel runs={runs} files={tree} onOpen={files.openPath} runKeys={KEYS.run} />
                </section>
              </Panel>
            </Group>
          </Panel>
        </Group>
      </main>
      <FileDialogs desk={desk} question={question} onClose={() => setQuestion(undefined)} onCreated={(file) => files.show(file)} />
      {dialog === 'submit' && ending !== 'time-up' && (
        <SubmitDialog
          page={page}
          isRunOutdated={ranAt !== undefined && ranAt !== desk.edits}
          onClose={() => setDialog(undefined)}
          onSubmit={async () => live.sitting?.submit()}
        />
      )}
      {dialog === 'help' && <HelpDialog contact={page.attempt.contact} onClose={() => setDialog(undefined)} />}
      {dialog === 'stranded' && page.stranded && <StrandedDialog stranded={page.stranded} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

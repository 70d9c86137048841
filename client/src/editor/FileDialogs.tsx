import { newId } from '@twohours/wire/id';
import { WORKSPACE_LIMITS, type FileId } from '@twohours/wire/workspace';
import { useState, type FormEvent } from 'react';
import type { Desk, TreeFile } from '../attempt/desk.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';

export type FileQuestion =
  | { readonly kind: 'create'; readonly folder: string }
  | { readonly kind: 'rename'; readonly file: TreeFile }
  | { readonly kind: 'delete'; readonly file: TreeFile };

interface Props {
  desk: Desk;
  question: FileQuestion | undefined;
  onClose: () => void;
  onCreated: (file: FileId) => void;
}

/** What is asked before files come, change their names or go. */
export function FileDialogs({ desk, question, onClose, onCreated }: Props) {
  if (!question) return null;
  if (question.kind === 'delete') return <DeleteDialog desk={desk} file={question.file} onClose={onClose} />;
  const create = (path: string) => {
    const f = newId('run').slice(4, 16);
    const complaint = desk.apply([{ kind: 'created', f, path, text: beginningOf(desk, path), ago: 0 }]);
    if (complaint === undefined) onCreated(f);
    return complaint;
  };
  const rename = (path: string, file: TreeFile) => (path === file.path ? undefined : desk.apply([{ kind: 'renamed', f: file.id, path, ago: 0 }]));
  const hint = `Files of yours may be named: ${desk.globs.editable.map(inWords).join(', ')}`;
  return question.kind === 'create' ? (
    <NameDialog title="New file" initial={question.folder} hint={hint} action="Create" onName={create} onClose={onClose} />
  ) : (
    <NameDialog
      title={`Rename ${question.file.path}`}
      initial={question.file.path}
      hint={hint}
      action="Rename"
      onName={(path) => rename(path, question.file)}
      onClose={onClose}
    />
  );
}

/** A glob as people say it. */
function inWords(glob: string): string {
  return glob.startsWith('**/') ? `${glob.slice(3)} (in folders, too)` : glob;
}

/** A Go file begins with the package of the files beside it, or else with its folder's name. */
function beginningOf(desk: Desk, path: string): string {
  if (!path.endsWith('.go')) return '';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = [...desk.workspace.values()].find(
    (file) =>
      file.path.startsWith(folder) && !file.path.slice(folder.length).includes('/') && file.path.endsWith('.go') && !file.path.endsWith('_test.go'),
  );
  const name = beside ? /^package (\w+)/m.exec(beside.text)?.[1] : /^[a-z]\w*$/.exec(folder.split('/').at(-2) ?? '')?.[0];
  return name === undefined ? '' : `package ${name}\n`;
}

interface NameProps {
  title: string;
  initial: string;
  hint: string;
  action: string;
  /** Answers why not. */
  onName: (path: string) => string | undefined;
  onClose: () => void;
}

function NameDialog({ title, initial, hint, action, onName, onClose }: NameProps) {
  const [path, setPath] = useState(initial);
  const [complaint, setComplaint] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = onName(path.trim());
    setComplaint(why);
    if (why === undefined) onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Path"
          hint={hint}
          value={path}
          maxLength={WORKSPACE_LIMITS.pathLength}
          spellCheck={false}
          autoComplete="off"
          error={complaint}
          className="figures text-code"
          onChange={(event) => setPath(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ desk, file, onClose }: { desk: Desk; file: TreeFile; onClose: () => void }) {
  const remove = () => {
    desk.apply([{ kind: 'deleted', f: file.id, ago: 0 }]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Delete ${file.path}?`}
      description="It is gone from your files. The recording keeps what was in it."
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="grave" onClick={remove}>
            Delete
          </Button>
        </>
      }
    />
  );
}

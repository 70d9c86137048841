import type { FileId } from '@twohours/wire/workspace';
import { ChevronDown, ChevronRight, FilePlus, Lock, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { TreeFile } from '../attempt/desk.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { folderOf, treeRows, type TreeRow } from './file-tree.ts';

interface Props {
  files: readonly TreeFile[];
  active: FileId | undefined;
  isReadOnly: boolean;
  onOpen: (file: FileId) => void;
  onCreate: (folder: string) => void;
  onRename: (file: TreeFile) => void;
  onDelete: (file: TreeFile) => void;
}

/** The workspace's files. Arrows move, Enter opens, F2 renames, Delete deletes. */
export function FileTree({ files, active, isReadOnly, onOpen, onCreate, onRename, onDelete }: Props) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const rows = treeRows(files, closed);
  const activeRow = rows.find((row) => row.kind === 'file' && row.file.id === active);
  const current = rows.find((row) => row.path === focused) ?? activeRow ?? rows[0];
  const mayChange = current?.kind === 'file' && !current.file.isReadOnly && !isReadOnly ? current.file : undefined;

  const move = (row: TreeRow | undefined) => {
    if (!row) return;
    setFocused(row.path);
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus();
  };
  const toggle = (path: string) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  const choose = (row: TreeRow) => {
    setFocused(row.path);
    if (row.kind === 'folder') toggle(row.path);
    else onOpen(row.file.id);
  };
  const press = (event: KeyboardEvent) => {
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(current);
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(rows[at + 1]),
      ArrowUp: () => move(rows[at - 1]),
      Home: () => move(rows[0]),
      End: () => move(rows.at(-1)),
      ArrowRight: () => (current.kind === 'folder' && !current.isOpen ? toggle(current.path) : move(rows[at + 1])),
      ArrowLeft: () => {
        if (current.kind === 'folder' && current.isOpen) toggle(current.path);
        else move(rows.findLast((row, index) => index < at && row.depth < current.depth));
      },
      Enter: () => choose(current),
      ' ': () => choose(current),
      F2: () => mayChange && onRename(mayChange),
      Delete: () => mayChange && onDelete(mayChange),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1 pl-3">
        <h2 className="text-small font-medium text-ink-muted">Files</h2>
        <div className="flex">
          {mayChange && (
            <>
              <IconButton size="small" label={`Rename ${mayChange.path} (F2)`} onClick={() => onRename(mayChange)}>
                <Pencil size={14} aria-hidden />
              </IconButton>
              <IconButton size="small" label={`Delete ${mayChange.path} (Delete)`} onClick={() => onDelete(mayChange)}>
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </>
          )}
          <IconButton size="small" label="New file" disabled={isReadOnly} onClick={() => onCreate(folderOf(current))}>
            <FilePlus size={14} aria-hidden />
          </IconButton>
        </div>
      </div>
      <div
        ref={list}
        role="tree"
        aria-label="Files"
        data-pane="files"
        tabIndex={-1}
        onKeyDown={press}
        className="min-h-0 grow overflow-y-auto py-1 outline-none"
      >
        {rows.map((row) => (
          <Row
            key={row.path}
            row={row}
            isActive={row === activeRow}
            isCurrent={row === current}
            onChoose={() => choose(row)}
            onFocus={() => setFocused(row.path)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: TreeRow;
  isActive: boolean;
  /** The one that Tab leads to. */
  isCurrent: boolean;
  onChoose: () => void;
  onFocus: () => void;
}

function Row({ row, isActive, isCurrent, onChoose, onFocus }: RowProps) {
  const look = classes('flex h-7 w-full items-center gap-1.5 pr-2 text-left', isActive ? 'bg-accent-soft' : 'hover:bg-hover');
  const shared = {
    type: 'button',
    'data-path': row.path,
    'aria-level': row.depth + 1,
    tabIndex: isCurrent ? 0 : -1,
    onClick: onChoose,
    onFocus,
  } as const;
  const style = { paddingLeft: `${8 + row.depth * 14}px`, outlineOffset: -2 };
  if (row.kind === 'folder') {
    const Chevron = row.isOpen ? ChevronDown : ChevronRight;
    return (
      <button role="treeitem" {...shared} aria-expanded={row.isOpen} aria-selected={false} className={look} style={style}>
        <Chevron size={14} aria-hidden className="shrink-0 text-ink-muted" />
        <span className="truncate">{row.name}</span>
      </button>
    );
  }
  return (
    <button role="treeitem" {...shared} aria-selected={isActive} className={look} style={style}>
      <span aria-hidden className="w-3.5 shrink-0" />
      <span className="grow truncate" title={row.path}>
        {row.name}
      </span>
      {row.file.isReadOnly && (
        <Tooltip text="Read-only in this exercise" side="right">
          <Lock size={12} role="img" aria-label="read-only" className="shrink-0 text-ink-muted" />
        </Tooltip>
      )}
    </button>
  );
}

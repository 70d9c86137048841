import type { FileId } from '@twohours/wire/workspace';
import { Lock, X } from 'lucide-react';
import type { TreeFile } from '../attempt/desk.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface Props {
  files: readonly TreeFile[];
  active: FileId | undefined;
  onChoose: (file: FileId) => void;
  onClose: (file: FileId) => void;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** The files that are open. */
export function FileTabs({ files, active, onChoose, onClose }: Props) {
  const isDouble = (file: TreeFile) => files.some((other) => other !== file && nameOf(other.path) === nameOf(file.path));
  return (
    <nav aria-label="Open files" className="flex h-full min-w-0 grow overflow-x-auto [scrollbar-width:thin]">
      {files.map((file) => {
        const isActive = file.id === active;
        return (
          <div
            key={file.id}
            className={classes('group flex h-full shrink-0 items-center border-r border-line', isActive ? 'bg-surface' : 'bg-canvas text-ink-muted')}
            onAuxClick={(event) => event.button === 1 && onClose(file.id)}
          >
            <button
              type="button"
              aria-current={isActive ? 'page' : undefined}
              title={file.path}
              onClick={() => onChoose(file.id)}
              className={classes(
                'flex h-full items-center gap-1.5 border-b-2 pr-1 pl-3 [outline-offset:-2px]',
                isActive ? 'border-accent' : 'border-transparent hover:text-ink',
              )}
            >
              {isDouble(file) ? file.path : nameOf(file.path)}
              {file.isReadOnly && <Lock size={12} role="img" aria-label="read-only" />}
            </button>
            <IconButton
              size="small"
              label={`Close ${nameOf(file.path)}`}
              onClick={() => onClose(file.id)}
              className={classes('mr-1 !h-5', !isActive && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100')}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </div>
        );
      })}
    </nav>
  );
}

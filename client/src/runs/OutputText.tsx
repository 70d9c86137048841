import { useMemo } from 'react';
import type { TreeFile } from '../attempt/desk.ts';
import { bytesText } from '../ui/format.ts';
import { outputParts } from './place-links.ts';
import type { ShownOutput } from './run-picture.ts';

export type OpenPlace = (path: string, line?: number, column?: number) => void;

/** What was printed, as it is: text. Places in the candidate's files lead there. */
export function OutputText({ output, files, onOpen }: { output: ShownOutput; files: readonly TreeFile[]; onOpen: OpenPlace }) {
  const parts = useMemo(() => outputParts(output.text, files), [output.text, files]);
  return (
    <>
      {output.cut > 0 && <p className="text-small text-ink-muted">The first {bytesText(output.cut)} are not shown.</p>}
      <pre className="figures text-code break-words whitespace-pre-wrap">
        {parts.map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <button
              key={index}
              type="button"
              className="text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid"
              onClick={() => onOpen(part.path, part.line, part.column)}
            >
              {part.text}
            </button>
          ),
        )}
      </pre>
    </>
  );
}

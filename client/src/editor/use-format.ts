import { useRef } from 'react';
import { toast } from 'sonner';
import { problemOf } from '../api/problem-error.ts';
import type { Desk, TreeFile } from '../attempt/desk.ts';
import type { LiveAttempt } from '../attempt/live-attempt.ts';
import { showMarkers } from './markers.ts';
import type { ModelStore } from './model-store.ts';

/** Who types on while gofmt works gets another try, not their typing undone. */
const TRIES = 3;

async function format(live: LiveAttempt, desk: Desk, models: ModelStore, file: TreeFile): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    const text = desk.textOf(file.id);
    if (text === undefined) return;
    const reply = await live.format({ path: file.path, text });
    if (reply.kind === 'not-formatted') {
      showMarkers('gofmt', reply.diagnostics, desk, models);
      const first = reply.diagnostics[0];
      const where = first?.line === undefined ? '' : ` Line ${first.line}: ${first.message}`;
      toast.warning('gofmt cannot read this file yet', { description: `Nothing was changed.${where}` });
      return;
    }
    if (desk.textOf(file.id) !== text) continue;
    showMarkers('gofmt', [], desk, models);
    models.format(file.id, reply.text);
    return;
  }
  toast('The file changed while it was being formatted. Press again when you pause.');
}

/** Formats the file that is shown. */
export function useFormat(live: LiveAttempt, desk: Desk, models: ModelStore, file: TreeFile | undefined, isReadOnly: boolean): () => void {
  const isGoingOn = useRef(false);
  return () => {
    if (!file || file.isReadOnly || isReadOnly || !file.path.endsWith('.go') || isGoingOn.current) return;
    isGoingOn.current = true;
    format(live, desk, models, file)
      .catch((error: unknown) => {
        const { title, detail } = problemOf(error);
        toast.error(`Not formatted: ${title}`, { description: detail });
      })
      .finally(() => (isGoingOn.current = false));
  };
}

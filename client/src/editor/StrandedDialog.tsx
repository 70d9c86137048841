import { diffLines } from 'diff';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Stranded } from '../attempt/live-state.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { copy } from '../ui/copy.ts';
import { countText } from '../ui/format.ts';

/** What was typed here while another device was writing: to look at, and to take over by hand. */
export function StrandedDialog({ stranded, onClose }: { stranded: Stranded; onClose: () => void }) {
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={`${countText(stranded.edits, 'edit')} that did not become part of your attempt`}
      description="Green is what was on this screen, red is what your attempt has in its place. Take over here and paste what you want to keep."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {stranded.files.length === 0 && <p>The texts are the same by now: nothing is missing.</p>}
      {stranded.files.map((file) => (
        <section key={file.path} aria-label={file.path} className="flex flex-col gap-1">
          <div className="flex items-center justify-between">
            <h3 className="figures text-code">{file.path}</h3>
            <CopyText text={file.mine} />
          </div>
          <pre className="figures max-h-80 overflow-auto rounded-md border border-line bg-sunken py-2 text-code">
            {diffLines(file.theirs, file.mine).map((part, index) => (
              <span key={index} className={classes('block px-3', part.added && 'bg-added', part.removed && 'bg-removed')}>
                {signed(part.added ? '+ ' : part.removed ? '− ' : '  ', part.added || part.removed ? part.value : unchanged(part.value))}
              </span>
            ))}
          </pre>
        </section>
      ))}
    </Dialog>
  );
}

/** Colour is not the only thing that tells the two apart. */
function signed(sign: string, text: string): string {
  return text.replaceAll(/^(?!$(?![\s\S]))/gm, sign);
}

/** Long stretches that both have are not what one looks for. */
function unchanged(text: string): string {
  const lines = text.split('\n');
  return lines.length <= 7 ? text : [...lines.slice(0, 3), `  … ${lines.length - 6} lines …`, ...lines.slice(-3)].join('\n');
}

function CopyText({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const press = async () => setCopied(await copy(text));
  return (
    <Button size="small" onClick={() => void press()}>
      {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {isCopied ? 'Copied' : 'Copy this file as it was here'}
    </Button>
  );
}

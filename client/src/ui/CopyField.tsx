import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from './Button.tsx';
import { copy } from './copy.ts';

/** A value that is taken elsewhere, with a button that copies it. */
export function CopyField({ label, value, primary = false }: { label: string; value: string; primary?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const press = async () => {
    if (await copy(value)) setCopied(true);
    // Then it is selected, for the reader's own keys.
    else field.current?.focus();
  };
  return (
    <div className="flex gap-2">
      <input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="figures h-8 min-w-0 grow rounded-md border border-line bg-sunken px-2.5 text-code"
      />
      <Button look={primary ? 'primary' : 'plain'} onClick={() => void press()}>
        {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

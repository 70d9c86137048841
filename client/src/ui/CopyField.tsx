import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './Button.tsx';

/** A value that is taken elsewhere, with a button that copies it. */
export function CopyField({ label, value, primary = false }: { label: string; value: string; primary?: boolean }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="flex gap-2">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="figures h-8 min-w-0 grow rounded-md border border-line bg-sunken px-2.5 text-code"
      />
      <Button look={primary ? 'primary' : 'plain'} onClick={() => void copy()}>
        {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

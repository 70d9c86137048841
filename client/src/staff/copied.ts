import { toast } from 'sonner';
import { copy } from '../ui/copy.ts';

/** Copies and says so. */
export async function copied(what: string, text: string): Promise<void> {
  if (await copy(text)) toast.success(`${what} copied`);
  else toast.error('This browser does not let the page copy', { description: text });
}

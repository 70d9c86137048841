import { Contact } from '../attempt/Contact.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KEYS } from './keys.ts';

const SHORTCUTS: readonly (readonly [string, string])[] = [
  [KEYS.run, 'Run the tests'],
  [KEYS.format, 'Format the file with gofmt'],
  ['F6 and Shift+F6', 'Go to the next or the last part of the page: statement, files, editor, results'],
  [KEYS.leave, 'In the editor: let Tab leave it, instead of indenting; once more turns that back'],
  ['F8 and Shift+F8', 'In the editor: go to the next or the last problem'],
  [KEYS.find, 'In the editor: find'],
  [KEYS.line, 'In the editor: go to a line'],
  [KEYS.comment, 'In the editor: comment lines out or in'],
  [KEYS.multi, 'In the editor: select the next occurrence as well'],
  ['F1', 'In the editor: every command there is'],
  ['F2, Delete', 'In the files: rename, delete'],
  ['Arrow keys', 'On the bar between two panes: change their sizes'],
];

export function HelpDialog({ contact, onClose }: { contact: string; onClose: () => void }) {
  return (
    <Dialog open wide onOpenChange={onClose} title="Help">
      <section className="flex flex-col gap-2 text-reading">
        <p>
          Everything is saved as you type. You can reload the page, close it, or go on from another computer with your link; the clock runs on
          meanwhile.
        </p>
        <p>
          Something is wrong, or you need more time? <Contact contact={contact} />.
        </p>
      </section>
      <section className="flex flex-col gap-2">
        <h3>Keyboard</h3>
        <table className="w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">Keys</th>
              <th scope="col">What they do</th>
            </tr>
          </thead>
          <tbody>
            {SHORTCUTS.map(([keys, what]) => (
              <tr key={keys} className="border-b border-line last:border-0">
                <td className="figures py-1.5 pr-6 text-code whitespace-nowrap">{keys}</td>
                <td className="py-1.5">{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

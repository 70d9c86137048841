import { EmptyState } from '../ui/EmptyState.tsx';

/** Without what it is to show, or with what another version would have shown. */
export function Unreadable() {
  return (
    <EmptyState title="There is nothing to replay in this page">
      <p>
        Everything that it shows is inside the file itself, and that cannot be read. Unpack the bundle again, and check it with npm run verify-bundle.
      </p>
    </EmptyState>
  );
}

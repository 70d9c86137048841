import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

// Nothing is to be said before a page is there: its own chunk, after the page's.
const Toaster = lazy(() => import('./ui/Toaster.tsx').then(({ Toaster }) => ({ default: Toaster })));

/** Around every page of the client. */
export function Frame() {
  return (
    <>
      <Outlet />
      <Suspense>
        <Toaster />
      </Suspense>
    </>
  );
}

import { Outlet } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { Toaster } from './ui/Toaster.tsx';

/** Around every page of the client. */
export function Frame() {
  return (
    <Tooltip.Provider delayDuration={300}>
      <Outlet />
      <Toaster />
    </Tooltip.Provider>
  );
}

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './query-client.ts';
import { makeRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// Who is here is asked anew before a page of staff's is shown, and that leads to sign-in and back.
const queries = makeQueryClient(() => void router.invalidate());
const router = makeRouter(queries);
// The page's own scripts come while it is asked who is here.
const [matched] = router.getMatchedRoutes(window.location.pathname);
for (const route of matched) void router.loadRouteChunk(route);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);

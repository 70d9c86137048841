import { QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, problemOf } from './api/problem-error.ts';
import { meQuery } from './api/queries.ts';

const MOST_RETRIES = 2;

/** `onSignedOut` is told when somebody of staff who was here is so no longer: signed out elsewhere, or away for too long. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!hasCode(error, 'not-signed-in') || queries.getQueryData(meQuery.queryKey) === undefined) return;
        queries.removeQueries({ queryKey: meQuery.queryKey });
        onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one however often it is asked; only a lost connection or a fault of ours is worth another try.
        retry: (failures, error) => failures < MOST_RETRIES && ['unavailable', 'internal'].includes(problemOf(error).code),
      },
    },
  });
  return queries;
}

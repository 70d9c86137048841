import { QueryCache, QueryClient } from '@tanstack/react-query';
import { hasCode, problemOf } from './api/problem-error.ts';
import { meQuery } from './api/queries.ts';

const MOST_RETRIES = 2;

export function makeQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // Signed out elsewhere, or too long away: the staff pages' frame asks who is here and leads to sign-in.
        if (hasCode(error, 'not-signed-in') && query.queryKey[0] !== 'me') void queries.invalidateQueries(meQuery);
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

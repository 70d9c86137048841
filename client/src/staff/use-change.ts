import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { problemOf } from '../api/problem-error.ts';

/**
 * Something that staff do. Afterwards every list is read anew, also when it was refused: then what the page showed was
 * probably old. `done` is said when it worked.
 */
export function useChange<I, R>(act: (input: I) => Promise<R>, done?: string) {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: () => {
      if (done !== undefined) toast.success(done);
    },
    onSettled: () => queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' }),
  });
  return { ...mutation, problem: mutation.error ? problemOf(mutation.error) : undefined };
}

import type { Api } from '../http/api.ts';
import type { ExerciseStore } from './exercise-store.ts';
import { summaryOf } from './published.ts';

export function addExerciseRoutes(api: Api, { exercises }: { exercises: Pick<ExerciseStore, 'list'> }): void {
  api.handle('listExercises', async () => ({ exercises: (await exercises.list()).map(summaryOf) }));
}

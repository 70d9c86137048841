import { toast } from 'sonner';
import type { Desk } from '../attempt/desk.ts';
import { ModelStore } from './model-store.ts';

let current: { desk: Desk; models: ModelStore } | undefined;

/** The models of the desk that is open. They outlive what React mounts and unmounts, and end when another desk comes. */
export function useModels(desk: Desk): ModelStore {
  if (current?.desk !== desk) {
    current?.models.dispose();
    current = { desk, models: new ModelStore(desk, (complaint) => toast.warning('That change was undone', { description: complaint })) };
  }
  return current.models;
}

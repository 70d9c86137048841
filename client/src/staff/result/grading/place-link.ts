import { createContext, type ComponentType, type ReactNode } from 'react';

/** What leads to a place in the code. Where there is nothing to lead to, a place is only told. */
export const PlaceLink = createContext<ComponentType<{ path: string; children: ReactNode }> | undefined>(undefined);

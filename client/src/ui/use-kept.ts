import { useState } from 'react';

/** One of several choices, remembered in this browser. */
export function useKept<V extends string>(key: string, choices: readonly V[], first: V): [V, (value: V) => void] {
  const name = `twohours:${key}`;
  const [value, setValue] = useState(() => choices.find((choice) => choice === localStorage.getItem(name)) ?? first);
  const keep = (next: V) => {
    localStorage.setItem(name, next);
    setValue(next);
  };
  return [value, keep];
}

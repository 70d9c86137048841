/** The moment that the page's own address names, as links to a moment write it; what is no number is not there. */
export function placeIn(search: string): { at?: number; event?: number; path?: string } {
  const asked = new URLSearchParams(search);
  const numberOf = (name: string) => (/^\d{1,12}$/.test(asked.get(name) ?? '') ? Number(asked.get(name)) : undefined);
  const [at, event, path] = [numberOf('at'), numberOf('event'), asked.get('path')];
  return { ...(at !== undefined && { at }), ...(event !== undefined && { event }), ...(path !== null && { path }) };
}

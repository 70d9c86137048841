// The switch in src/ui/theme.ts writes this key; without it the system's colours hold (see tokens.css).
{
  const chosen = localStorage.getItem('twohours:theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

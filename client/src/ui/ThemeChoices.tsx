import { Monitor, Moon, Sun } from 'lucide-react';
import { MenuChoices } from './Menu.tsx';
import { chooseTheme, useThemeChoice } from './theme.ts';

/** Light, dark, or whatever the system says: a part of any menu. */
export function ThemeChoices() {
  return (
    <MenuChoices
      title="Theme"
      value={useThemeChoice()}
      onChange={chooseTheme}
      choices={[
        { value: 'system', label: 'As the system', icon: <Monitor size={16} aria-hidden /> },
        { value: 'light', label: 'Light', icon: <Sun size={16} aria-hidden /> },
        { value: 'dark', label: 'Dark', icon: <Moon size={16} aria-hidden /> },
      ]}
    />
  );
}

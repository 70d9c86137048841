import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { StaffView } from '@twohours/wire/staff';
import { ChevronDown, LogOut } from 'lucide-react';
import { toast } from 'sonner';
import { call } from '../api/call.ts';
import { hasCode, problemOf } from '../api/problem-error.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { ThemeChoices } from '../ui/ThemeChoices.tsx';

export function AccountMenu({ me }: { me: StaffView }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    try {
      await call('signOut');
    } catch (error) {
      if (!hasCode(error, 'not-signed-in')) {
        toast.error('You are still signed in', { description: problemOf(error).detail });
        return;
      }
    }
    await navigate({ to: '/sign-in' });
    // Nothing of what was read under this account stays in the page.
    queries.clear();
  };
  return (
    <Menu
      trigger={
        <Button look="quiet">
          {me.name}
          <ChevronDown size={16} aria-hidden />
        </Button>
      }
    >
      <p className="px-2 py-1.5 text-small text-ink-muted">
        {me.email}
        <br />
        {me.roles.join(', ')}
      </p>
      <MenuLine />
      <ThemeChoices />
      <MenuLine />
      <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

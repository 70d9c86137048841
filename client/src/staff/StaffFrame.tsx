import { Outlet } from '@tanstack/react-router';
export function StaffFrame() {
  return <Outlet />;
}

export function InvitationPage() {
  return <main className="p-6">This invitation is being opened.</main>;
}

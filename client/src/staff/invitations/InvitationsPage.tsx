export function InvitationsPage() {
  return <main className="p-6">InvitationsPage</main>;
}

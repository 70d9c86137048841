export function NewInvitationPage() {
  return <main className="p-6">NewInvitationPage</main>;
}

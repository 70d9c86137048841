export function AcceptPage() {
  return <main className="p-6">AcceptPage</main>;
}

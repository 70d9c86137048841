export function TokensPage() {
  return <main className="p-6">TokensPage</main>;
}

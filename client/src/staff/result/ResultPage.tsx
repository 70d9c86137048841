export function ResultPage() {
  return <main className="p-6">ResultPage</main>;
}

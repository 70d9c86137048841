export function ColleaguesPage() {
  return <main className="p-6">ColleaguesPage</main>;
}

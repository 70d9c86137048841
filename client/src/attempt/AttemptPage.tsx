export function AttemptPage() {
  return <main className="p-6">Your attempt is being opened.</main>;
}

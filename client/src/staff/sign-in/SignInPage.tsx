export function SignInPage() {
  return <main className="p-6">SignInPage</main>;
}

import { Loading } from './ui/Loading.tsx';

/** While a page, or who is asking for it, is not known yet. */
export function PendingPage() {
  return <Loading what="the page" />;
}

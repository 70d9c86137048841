/* oxlint-disable import/no-unassigned-import -- style sheets */
import '../ui/base.css';
import { REPLAY_PAGE_DATA, ReplayPageSchema } from '@twohours/wire/bundle';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Unreadable } from './Unreadable.tsx';
import { ReplayPage } from './ReplayPage.tsx';

/* The page of a bundle: opened from a file, with all that it shows in it, and nobody to ask. */
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

const id = /id="([^"]+)"/.exec(REPLAY_PAGE_DATA.open)?.[1] ?? '';
const page = ReplayPageSchema.safeParse(JSON.parse(document.getElementById(id)?.textContent ?? 'null'));
createRoot(root).render(<StrictMode>{page.success ? <ReplayPage page={page.data} /> : <Unreadable />}</StrictMode>);

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['TWOHOURS_SERVER'] ?? 'http://127.0.0.1:8080';

/** What the page of an attempt is made of. */
const ATTEMPT = ['client/src/staff/StaffFrame.tsx', 'client/src/staff/result/ResultPage.tsx'];

/** Tells early.js which files that page needs besides those of every page. */
const early: Plugin = {
  name: 'early',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const isOurs = (id: string | null) => ATTEMPT.some((end) => id?.endsWith(end));
      const needed = new Set(Object.values(bundle).flatMap((file) => (file.type === 'chunk' && isOurs(file.facadeModuleId) ? [file.fileName] : [])));
      for (const name of needed) {
        const file = bundle[name];
        if (file?.type !== 'chunk') continue;
        for (const each of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) needed.add(each);
      }
      const files = [...needed].filter((name) => !html.includes(name));
      return html.replace('src="/early.js"', `src="/early.js" data-attempt="${files.join(' ')}"`);
    },
  },
};

export default defineConfig({
  plugins: [react(), tailwindcss(), early],
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
  build: {
    outDir: 'dist',
    target: 'es2024',
    // light-dark() and oklch() reach the browser as written, see tokens.css.
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    // The page's policy takes fonts from our own files only, never from data: URLs.
    assetsInlineLimit: 0,
    // Monaco is one lazily loaded chunk, and large.
    chunkSizeWarningLimit: 4_500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'framework', test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack|zod)[\\/]/ },
            // Each file costs a page more than what is in it: what several pages share is few of them.
            { name: 'shared', test: /client[\\/]src[\\/](?:ui|api)[\\/]|node_modules[\\/](?:lucide-react|@radix-ui|sonner)[\\/]/, minShareCount: 2 },
            { name: 'staff', test: /client[\\/]src[\\/](?:staff|review)[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

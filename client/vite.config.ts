import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['TWOHOURS_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
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
          ],
        },
      },
    },
  },
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REPLAY_PAGE_DATA } from '@twohours/wire/bundle';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/*
  The page that goes into bundles, as one file: a browser that opened it from a disk loads no module, and no other file
  either. Into a folder whose name begins with a dot, which the server does not serve.
*/
export default defineConfig({
  plugins: [react(), tailwindcss(), intoOneFile()],
  publicDir: false,
  // What Vite itself replaces where pages are built from HTML.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  resolve: {
    alias: [
      { find: /^@fontsource-variable\/inter$/, replacement: here('src/replay-page/fonts.css') },
      { find: /^@fontsource-variable\/jetbrains-mono$/, replacement: here('src/replay-page/no-more-fonts.css') },
    ],
  },
  build: {
    outDir: 'dist/.replay',
    target: 'es2024',
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      input: here('src/replay-page/main.tsx'),
      output: { format: 'iife', codeSplitting: false },
    },
  },
});

function intoOneFile(): Plugin {
  return {
    name: 'into-one-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const scripts = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
      const styles = files.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : []));
      if (scripts.length !== 1 || files.length !== scripts.length + styles.length) {
        throw new Error(`the page would need other files: ${files.map(({ fileName }) => fileName).join(', ')}`);
      }
      for (const { fileName } of files) delete bundle[fileName];
      const { open, empty, close } = REPLAY_PAGE_DATA;
      const parts: Record<string, string> = {
        style: `<style>${styles.join('\n')}</style>`,
        data: open + empty + close,
        // Where HTML sees the end of a script, whatever that means in the script.
        script: `<script>${scripts
          .join('\n')
          .replaceAll('</script', String.raw`<\/script`)
          .replaceAll('<!--', String.raw`<\!--`)}</script>`,
      };
      const source = readFileSync(here('replay-page.html'), 'utf8').replaceAll(/<!--(style|data|script)-->/g, (_, name: string) => parts[name] ?? '');
      this.emitFile({ type: 'asset', fileName: 'index.html', source });
    },
  };
}

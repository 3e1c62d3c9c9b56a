import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// One entry and one style sheet under fixed names, to which the server adds a hash; the pages are chunks that the entry loads.
export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: '../assets/workbench',
    emptyOutDir: true,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: 'src/main.ts',
      output: {
        entryFileNames: 'workbench.js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: (a) => (a.names?.some((n) => n.endsWith('.css')) ? 'workbench.css' : '[name]-[hash][extname]'),
      },
    },
  },
})

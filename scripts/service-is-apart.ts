/** How the language server is bundled in two files; its tests bundle it the same way. */
import type { Plugin } from 'esbuild';

/** The language server answers `initialize` without its service, which is read behind the answer: a file of its own too. */
export const serviceIsApart: Plugin = {
  name: 'service-is-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^#service\/index\.ts$/ }, () => ({ path: './service.js', external: true }));
  },
};

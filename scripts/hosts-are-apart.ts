/** How the command line is bundled: what reaches hosts is in a file of its own, on those that the extension has anyway. */
import type { Plugin } from 'esbuild';

export const hostsAreApart: Plugin = {
  name: 'hosts-are-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/operate\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './operate.js', external: true } : undefined,
    );
    onResolve({ filter: /^@dhis2-hosting\/client\/operations$/ }, () => ({ path: './operations.js', external: true }));
    onResolve({ filter: /^@dhis2-hosting\/server\/service$/ }, () => ({ path: './service.js', external: true }));
  },
};

/**
 * The service as a server on Node reads it: `service.js` at once, and each other file with the first call of one of the
 * functions that its modules export, so that whoever opens a `dhis.conf` does not wait for manifests
 * (docs/decisions/0017-the-service-is-read-in-parts.md). Only the bundler knows of it (scripts/service-in-parts.ts): in the
 * sources, in a browser and on the command line these are modules like all others.
 *
 * A part is a module with whatever it needs but other parts; so it may export functions only, and small modules that several
 * parts need are in each of them.
 */
export const serviceParts = {
  'service-conf.js': ['conf/ignorable-rules.ts', 'languages/conf-file.ts'],
  // What is asked of a `dhis.conf` when somebody works on it.
  'service-conf-features.js': [
    'features/allow-key-action.ts',
    'features/conf-completion.ts',
    'features/conf-formatting.ts',
    'features/conf-hover.ts',
    'features/conf-navigation.ts',
    'features/conf-refactorings.ts',
    'features/conf-rename.ts',
  ],
  'service-keys.js': ['generated/key-list.ts'],
  'service-manifests.js': [
    'languages/manifest-file.ts',
    'manifest/installation.ts',
    'manifest/manifest-model.ts',
    'manifest/named-confs.ts',
    'manifest/pin-host-key.ts',
  ],
  'service-manifest-schema.js': ['manifest/manifest-schema.ts'],
  'service-inventories.js': ['languages/server-tools-file.ts', 'features/inventory-completion.ts'],
  'service-containers.js': ['languages/containers-file.ts'],
  'service-lint-settings.js': ['lint-settings/allow-key.ts', 'lint-settings/read-lint-settings.ts'],
  'service-lint-settings-file.js': ['languages/lint-settings-file.ts'],
  'service-exchange.js': [
    'exchange/draft-manifest.ts',
    'exchange/exchange-markdown.ts',
    'exchange/export-inventory.ts',
    'exchange/import-file.ts',
  ],
  'service-reports.js': [
    'reports/effective-configuration-markdown.ts',
    'reports/effective-configuration.ts',
    'reports/installation-map-svg.ts',
    'reports/installation-map.ts',
    'reports/planning-sheet-markdown.ts',
    'reports/planning-sheet.ts',
    'reports/upgrade-preview-markdown.ts',
    'reports/upgrade-preview.ts',
  ],
} as const satisfies { readonly [file: string]: readonly string[] };

/** What stands beside `server.js`. */
export const serviceFiles: readonly string[] = ['service.js', ...Object.keys(serviceParts)];

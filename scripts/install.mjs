// Before `npm run check`: what it needs on a fresh clone, or after somebody else added a package, as `npm test` does it.
import { installPackages, requireNode } from './bootstrap.mjs';

requireNode();
await installPackages();

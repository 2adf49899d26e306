import { nodeArgument } from '../ui/pick.ts';
import { revealPlace } from '../ui/reveal.ts';
import { placeOf } from '../views/host-nodes.ts';
import type { Handler } from './services.ts';

export function revealInManifest(): Handler {
  return async (argument) => {
    const node = nodeArgument(argument);
    if (node !== undefined) await revealPlace(placeOf(node));
  };
}

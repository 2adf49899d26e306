/** Keys of object storage that stand in a `containers.json` in clear text. */
import { type ContainersDocument, containersOf, type TextValue, textAt } from './containers-document.ts';

export type ContainersSecret = TextValue & { readonly field: string };

const secretFields = ['access_key', 'secret_key'];

export function containersSecrets(document: ContainersDocument): readonly ContainersSecret[] {
  return containersOf(document).flatMap(({ index }) =>
    secretFields.flatMap((field) => {
      const found = textAt(document, ['containers', index, 'config', field]);
      return found === undefined || found.value === '' ? [] : [{ field, ...found }];
    }),
  );
}

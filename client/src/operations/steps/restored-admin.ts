/** A database that took the place of the live one may be one whose first administrator never got another password. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { Instance } from '../hosts/parts.ts';
import { defineStep, type Step } from '../step.ts';
import { adminPasswordFile, changeAdminPassword, proveAdminPassword } from './parts/admin-password.ts';

const texts = {
  try: {
    en: 'Try whether admin comes in with the password in {file}; if not, with the well-known one, and then give admin the one in the file, a new one when there is none.',
    fr: 'Essayer si admin entre avec le mot de passe de {file} ; sinon avec celui que chacun connaît, et alors lui donner celui du fichier, un nouveau s’il n’y en a pas.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** After the step `used`; what the database holds is not known before, so no fact tells whether it is needed. */
export function restoredAdmin(instance: Instance, used: string): Step {
  const { name } = instance;
  return defineStep({
    id: `restored-admin:${name}`,
    title: { en: 'Password of the administrator that was restored', fr: 'Mot de passe de l’administrateur restauré' },
    why: {
      en: 'Passwords come with the database. One that was never changed would open the site to everybody again.',
      fr: 'Les mots de passe viennent avec la base. Celui qui n’a jamais été changé rouvrirait le site à tous.',
    },
    controls: ['AP-01'],
    risk: 'data',
    act: true,
    after: [used],
    needs: () => ({}),
    plan: () => ({
      state: 'will-change',
      changes: [{ kind: 'words', message: message(texts.try, { file: adminPasswordFile(instance) }) }],
      seconds: 5,
      change: changeAdminPassword(instance),
      verify: proveAdminPassword(instance),
    }),
  });
}

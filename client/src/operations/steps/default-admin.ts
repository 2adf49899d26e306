/** The password of the first administrator is another than every DHIS2 starts with, before the site is public. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../fact.ts';
import { type DefaultAdmin, defaultAdmin as factOf } from '../facts/default-admin.ts';
import { type Instance, localAddress } from '../hosts/parts.ts';
import { defineStep, type Step } from '../step.ts';
import { adminPasswordFile, changeAdminPassword, proveAdminPassword } from './parts/admin-password.ts';

const texts = {
  change: {
    en: 'Give the user admin the random password that {file} keeps, a new one when it keeps none, instead of the well-known one.',
    fr: 'Donner à l’utilisateur admin le mot de passe aléatoire que garde {file}, un nouveau s’il n’en garde pas, au lieu de celui que chacun connaît.',
  },
  unless: {
    en: 'When the well-known password opens DHIS2, give the user admin the random one that {file} keeps, a new one when it keeps none.',
    fr: 'Si le mot de passe que chacun connaît ouvre DHIS2, donner à l’utilisateur admin celui, aléatoire, que garde {file}, un nouveau s’il n’en garde pas.',
  },
  read: {
    en: 'Read it there (`sudo cat {file}`), log in, make an account of your own with two-factor authentication, and disable admin.',
    fr: 'Lisez-le là (`sudo cat {file}`), connectez-vous, créez votre propre compte avec authentification à deux facteurs, et désactivez admin.',
  },
  refused: {
    en: 'admin does not come in with the password in {file}, nor with the well-known one: it was changed, or admin is disabled. Every plan tries the one in the file until you remove it.',
    fr: 'admin n’entre ni avec le mot de passe de {file}, ni avec celui que chacun connaît : il a été changé, ou admin est désactivé. Chaque plan essaie celui du fichier tant que vous ne le supprimez pas.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function defaultAdminFact(instance: Instance): Fact<DefaultAdmin> {
  return factOf(localAddress(instance), adminPasswordFile(instance));
}

export function defaultAdmin(instance: Instance): Step {
  const { name } = instance;
  const file = adminPasswordFile(instance);
  return defineStep({
    id: `default-admin:${name}`,
    title: { en: 'Password of the first administrator', fr: 'Mot de passe du premier administrateur' },
    why: {
      en: 'Every DHIS2 starts with the same user and password, and they are tried on every address within minutes.',
      fr: 'Chaque DHIS2 démarre avec le même utilisateur et le même mot de passe, essayés sur toute adresse en quelques minutes.',
    },
    controls: ['AP-01'],
    risk: 'data',
    after: [`start-instance:${name}`],
    needs: () => ({ now: defaultAdminFact(instance) }),
    plan: ({ now }) => {
      if (now === 'changed') return { state: 'already-so' };
      if (now === 'refused') return { state: 'already-so', notes: [message(texts.refused, { file })] };
      return {
        state: 'will-change',
        notes: [message(texts.read, { file })],
        changes: [{ kind: 'words', message: message(now === 'open' ? texts.change : texts.unless, { file }) }],
        seconds: 5,
        change: changeAdminPassword(instance),
        verify: proveAdminPassword(instance),
      };
    },
  });
}

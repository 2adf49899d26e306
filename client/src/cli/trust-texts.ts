/** Texts of `dhis2-hosting trust`. */
import type { Text } from '@dhis2-hosting/server/service';

export const trustTexts = {
  pinned: {
    en: '{host} shows the key that the manifest promises: {keyType} {fingerprint}.',
    fr: "{host} montre la clé qu'annonce le manifeste : {keyType} {fingerprint}.",
  },
  known: {
    en: '{host}: this computer knows the key already ({file}, line {line}), but the manifest promises none to others.',
    fr: "{host} : cet ordinateur connaît déjà la clé ({file}, ligne {line}), mais le manifeste n'en annonce aucune aux autres.",
  },
  question: {
    en: '{host}: {address} shows this key:\n  {keyType} {fingerprint}\nOn the server itself (its console, not this connection) run\n  cat /etc/ssh/ssh_host_*_key.pub | ssh-keygen -lf -\nand paste here what it prints (one line is enough; nothing to leave): ',
    fr: "{host} : {address} montre cette clé :\n  {keyType} {fingerprint}\nSur le serveur lui-même (sa console, pas cette connexion), lancez\n  cat /etc/ssh/ssh_host_*_key.pub | ssh-keygen -lf -\net collez ici ce qui s'affiche (une ligne suffit ; rien pour abandonner) : ",
  },
  notGiven: {
    en: '{host} shows {keyType} {fingerprint}. Nothing was compared, so nothing is trusted. Get the fingerprint on the server itself or from who runs it, and give it with --fingerprint.',
    fr: "{host} montre {keyType} {fingerprint}. Rien n'a été comparé, donc rien n'est approuvé. Obtenez l'empreinte sur le serveur lui-même ou auprès de qui le gère, et donnez-la avec --fingerprint.",
  },
  nothing: {
    en: 'There is no SHA-256 fingerprint in what was given. It reads SHA256: and 43 characters; MD5 fingerprints (16 pairs) can be forged and do not count.',
    fr: 'Aucune empreinte SHA-256 dans ce qui a été donné. Elle se lit SHA256: suivi de 43 caractères ; les empreintes MD5 (16 paires) peuvent être falsifiées et ne comptent pas.',
  },
  differs: {
    en: '{host}: NOT THE SAME KEY. It shows:\n{shown}\nSomeone may be answering in its place, or the fingerprint is of another machine. Nothing was sent or stored. Find out which before you connect.',
    fr: "{host} : CE N'EST PAS LA MÊME CLÉ. Il montre :\n{shown}\nQuelqu'un répond peut-être à sa place, ou l'empreinte est celle d'une autre machine. Rien n'a été envoyé ni enregistré. Tirez-le au clair avant de vous connecter.",
  },
  noPlace: {
    en: 'The manifest has no place where the key of `{host}` could be written. Add to it by hand: `hostKey: {fingerprint}`',
    fr: "Le manifeste n'a pas d'endroit où écrire la clé de `{host}`. Ajoutez-la à la main : `hostKey: {fingerprint}`",
  },
  notWritten: { en: '{path}: cannot be written ({code}).', fr: '{path} : écriture impossible ({code}).' },
  trusted: {
    en: '{host}: the same key, {keyType} {fingerprint}. It stands in {path} and in known_hosts; a host that shows another one is refused from now on.',
    fr: "{host} : c'est la même clé, {keyType} {fingerprint}. Elle figure dans {path} et dans known_hosts ; un hôte qui en montre une autre est désormais refusé.",
  },
} as const satisfies Readonly<Record<string, Text>>;

import { isDecidedLater, setEntry } from '../conf/effective.ts';
import { hostOf, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'clearText'>({
  id: 'ldap-without-tls',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'LDAP over a connection that is not encrypted', fr: 'LDAP sur une connexion non chiffrée' },
  what: {
    en: '`ldap.url` begins with `ldap://` and names a server outside of private networks.',
    fr: '`ldap.url` commence par `ldap://` et désigne un serveur hors des réseaux privés.',
  },
  source: 'dhis2-docs src/sysadmin/reference/ldap.md; dhis2-core AuthenticationProviderConfig',
  messages: {
    clearText: {
      en: 'Passwords of users travel to `{host}` unencrypted. Use `ldaps://` if the directory offers it.',
      fr: "Les mots de passe des utilisateurs vont à `{host}` sans chiffrement. Employez `ldaps://` si l'annuaire le propose.",
    },
  },
  check(conf, report) {
    const entry = setEntry(conf, 'ldap.url');
    if (entry === undefined || isDecidedLater(entry.value)) return;
    for (const match of entry.value.matchAll(/\S+/g)) {
      const [url] = match;
      const host = /^ldap:/i.test(url) ? hostOf(url) : undefined;
      if (host === undefined || isPrivateHost(host)) continue;
      const span = placeInValue(conf.text, entry, match.index, match.index + url.length);
      const newText = url.replace(/^ldap:/i, 'ldaps:').replace(/(:\/\/[^/]*):389(?=\/|$)/, '$1:636');
      const title = message({ en: 'Change to `ldaps://`', fr: 'Remplacer par `ldaps://`' });
      report({ message: 'clearText', args: { host }, span, fixes: [{ title, edits: [{ span, newText }], preferred: false }] });
    }
  },
});

export const page = {
  why: {
    en: 'At each login DHIS2 sends the password of the user to the directory. Without TLS whoever listens on the way reads it; DHIS2 does not ask the server to switch to TLS later.',
    fr: "À chaque connexion, DHIS2 envoie à l'annuaire le mot de passe de la personne. Sans TLS, quiconque écoute en chemin le lit ; DHIS2 ne demande pas au serveur de passer en TLS ensuite.",
  },
  todo: {
    en: 'Use `ldaps://` (port 636), and let the Java of the server trust the certificate of the directory.',
    fr: "Employez `ldaps://` (port 636), et faites reconnaître le certificat de l'annuaire par le Java du serveur.",
  },
  good: [
    { text: 'ldap.url = ldaps://ldap.example.org:636\n' },
    { text: 'ldap.url = ldap://localhost:389\n' },
    { text: 'ldap.url = ldap://openldap:1389\n' },
    { text: 'ldap.url = ldap://10.20.0.5\n' },
    { text: 'ldap.url = ldap://dc1.ministry.local\n' },
    { text: 'ldap.url = ${LDAP_URL}\n' },
    { text: 'ldap.url = ldap://${LDAP_HOST}:389\n' },
    { text: 'ldap.url =\n' },
    { text: 'ldap.url = ldap://ldap.example.org\nldap.url = ldaps://ldap.example.org\n' },
  ],
  bad: [
    { text: 'ldap.url = ldap://ldap.example.org:389/\n#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clearText\n' },
    { text: 'ldap.url = ldaps://a.example.org LDAP://203.0.113.7\n#                                ^^^^^^^^^^^^^^^^^^ clearText\n' },
  ],
} satisfies RulePage;

import type { KnownEntry } from '../conf/entry-lists.ts';
import { unusualEntries } from '../conf/live-entries.ts';
import { isEncryptionPassword, mayHoldSecret } from '../conf/secrets.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { type Piece, readPieces } from '../properties/escapes.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const suspects = unusualEntries.where((entry, _, text) => lostBackslashes(text, entry).length > 0);

export const rule = defineConfRule<'swallowed' | 'secret' | 'control' | 'variable'>({
  id: 'swallowed-backslash',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Backslash that disappears', fr: 'Barre oblique inverse qui disparaît' },
  what: {
    en: 'A single backslash is never part of a value: it begins an escape such as `\\t` (tabulator), and before any other letter it just disappears.',
    fr: "Une barre oblique inverse seule ne fait jamais partie d'une valeur : elle introduit une séquence comme `\\t` (tabulation) et disparaît devant toute autre lettre.",
  },
  source: 'java.util.Properties (JDK 17), run',
  messages: {
    swallowed: {
      en: 'The backslash disappears: DHIS2 reads `{seen}`. Double it.',
      fr: 'La barre oblique inverse disparaît : DHIS2 lit `{seen}`. Doublez-la.',
    },
    secret: {
      en: 'The backslash disappears before DHIS2 reads the secret in `{key}`. If it belongs to the secret, double it.',
      fr: 'La barre oblique inverse disparaît avant que DHIS2 lise le secret de `{key}`. Si elle en fait partie, doublez-la.',
    },
    control: {
      en: 'In this path `{escape}` becomes a control character (line end, tabulator or form feed), so DHIS2 finds no such file. Double the backslashes, or use `/`.',
      fr: 'Dans ce chemin, `{escape}` devient un caractère de contrôle (fin de ligne, tabulation ou saut de page) : DHIS2 ne trouve pas le fichier. Doublez les barres obliques inverses, ou employez `/`.',
    },
    variable: {
      en: 'The backslash disappears, and the variable behind it is replaced all the same. For the literal text write `{literal}`; otherwise delete the backslash.',
      fr: 'La barre oblique inverse disparaît, et la variable qui suit est remplacée quand même. Pour le texte littéral, écrivez `{literal}` ; sinon supprimez la barre.',
    },
  },
  check(conf, report) {
    for (const entry of suspects(conf)) {
      const found = lostBackslashes(conf.text, entry);
      const [first] = found;
      const last = found.at(-1);
      if (first === undefined || last === undefined) continue;
      const secret = mayHoldSecret(entry);
      const span = { start: first.span.start, end: last.span.end };
      const control = found.find(({ cooked }) => cooked < ' ');
      if (first.cooked === '$') report({ message: 'variable', args: { literal: '$${NAME}' }, span, severity: 'info' });
      else if (secret)
        report({ message: 'secret', args: { key: entry.key }, span, severity: 'info', fixes: doubleFixes(conf.text, entry, found) });
      else if (control === undefined)
        report({ message: 'swallowed', args: { seen: entry.value }, span, fixes: doubleFixes(conf.text, entry, found) });
      else {
        const written = conf.text.slice(control.span.start, control.span.end);
        report({ message: 'control', args: { escape: written }, span, fixes: doubleFixes(conf.text, entry, found) });
      }
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 reads `C:\\dhis2\\files` as `C:dhis2`, a form feed and `iles`, and a password with a backslash as another one.',
    fr: 'DHIS2 lit `C:\\dhis2\\files` comme `C:dhis2`, un saut de page et `iles`, et un mot de passe avec une barre oblique inverse comme un autre.',
  },
  todo: {
    en: 'Double it: `C:\\\\dhis2`. In paths, `/` does as well.',
    fr: 'Doublez-la : `C:\\\\dhis2`. Dans les chemins, `/` convient aussi.',
  },
  good: [
    { text: 'filestore.location = C:\\\\dhis2\\\\new\nnode.id = a\\:b\\=c\\ d\\#e\\!f\\"g\\u00e9\n' },
    { text: 'ldap.search.filter = (&(uid={0})\\\n  (active=TRUE))\ncsp.header.value = a\\tb\n' },
    { text: 'node.id = C:\\users\\dhis2\nministry.path = C:\\dhis2\n' },
  ],
  bad: [
    {
      text: 'filestore.location = C:\\dhis2\\2024\n#                      ^^^^^^^^ swallowed\n',
      fixed: 'filestore.location = C:\\\\dhis2\\\\2024\n',
    },
    {
      text: 'oidc.provider.x.keystore_path = C:\\new\\keys\\tomcat.jks\n#                                 ^^^^^^^^^^^ control\n',
      fixed: 'oidc.provider.x.keystore_path = C:\\\\new\\\\keys\\\\tomcat.jks\n',
    },
    {
      text: 'ldap.search.filter = (cn=\\2a)\n#                        ^^ swallowed\n',
      fixed: 'ldap.search.filter = (cn=\\\\2a)\n',
    },
    { text: 'ldap.search.base = ou=a\\,b,dc=org\n#                      ^^ swallowed\n', fixed: 'ldap.search.base = ou=a\\\\,b,dc=org\n' },
    {
      text: 'connection.password = ab\\cd\n#                       ^^ secret\nencryption.password = ab\\cd\n#                       ^^ secret\n',
    },
    { text: 'connection.url = \\${URL}\n#                ^^ variable\n' },
  ],
} satisfies RulePage;

/** Nothing while `\u` is malformed in the same value: the server does not even start, and its own rule says so. */
function lostBackslashes(text: string, entry: KnownEntry): readonly Piece[] {
  const { span, cooked } = entry.entry.value;
  if (span.end - span.start === cooked.length) return [];
  const escapes = readPieces(text, span).filter((piece) => text.charAt(piece.span.start) === '\\');
  if (escapes.some(({ malformed }) => malformed)) return [];
  const inPath = /^[A-Za-z]:\\/.test(text.slice(span.start, span.end));
  const variable = escapes.filter(({ cooked, span: { start } }) => cooked === '$' && text.startsWith('\\${', start));
  if (variable.length > 0) return variable;
  const meaningful = entry.key.startsWith('ldap.') ? /[A-Za-z0-9,+;<>()*"]/ : /[A-Za-z0-9]/;
  return escapes.filter((piece) => isLost(text, piece, meaningful) || (inPath && piece.cooked < ' '));
}

/**
 * Before a letter or digit that makes no escape with it. Before punctuation it is a habit that does no harm, but in the
 * names and filters of LDAP it has a meaning of its own.
 */
function isLost(text: string, { span, cooked }: Piece, meaningful: RegExp): boolean {
  return span.end - span.start === 2 && text.charAt(span.end - 1) === cooked && meaningful.test(cooked);
}

function doubleFixes(text: string, entry: KnownEntry, lost: readonly Piece[]): readonly Fix[] {
  if (isEncryptionPassword(entry)) return [];
  // `\\server\share`: the pair at its start is one backslash too, and only the author knows which was meant.
  const isShare = text.startsWith('\\\\', entry.entry.value.span.start);
  return [
    {
      title: message({ en: 'Double the backslash', fr: 'Doubler la barre oblique inverse' }),
      edits: lost.map(({ span: { start } }) => ({ span: { start, end: start }, newText: '\\' })),
      preferred: !mayHoldSecret(entry) && !isShare,
    },
  ];
}

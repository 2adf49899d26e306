import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type SecretWeakness, weaknessOf } from '../../../server/src/service/conf/weak-secrets.ts';

/** Values of the documentation, of examples, and of forms that people fill in hastily. */
const guessable: { readonly [W in SecretWeakness]: readonly string[] } = {
  placeholder: [
    'xxxx',
    'XXXXXXXX',
    '****',
    '...',
    '<password>',
    '<your client secret>',
    '[password]',
    '{your password}',
    'changeme',
    'ChangeMe',
    'change_me',
    'change-me-please',
    'my client secret',
    'my_client_secret',
    'CLIENT_SECRET',
    'your_password',
    'YourPassword',
    'your-secret-key',
    'REPLACE_ME',
    'replace this',
    'TODO',
    'null',
    'undefined',
    'enter password here',
    "'xxxx'",
    '"changeme"',
    'CHANGE_ME_BEFORE_PRODUCTION',
    'CHANGE_THIS_TO_SOMETHING_STRONG',
    'change-it!',
    'replace_with_output_of_openssl',
    'changez-moi-avant-la-mise-en-service',
    'your_hmis_password',
    'votre mot de passe',
    'mot_de_passe_ici',
    'à définir',
    'database password',
    'secret-key',
    'example',
  ],
  'well-known': [
    'password',
    'Password123',
    'P@ssw0rd',
    'pa$$word1',
    'passw0rd!',
    'dhis',
    'dhis2',
    'DHIS2@2024',
    'district',
    'District1',
    'admin',
    'admin123',
    'postgres',
    'postgres1234',
    'minioadmin',
    'secret',
    'guest',
    '12345678',
    '1234567890',
    '87654321',
    'aaaaaaaa',
    'abcdefgh',
    'abc123',
    'motdepasse',
    'bienvenue2025',
    'azerty123',
    'hisp-2024',
  ],
  'user-name': ['dhis_user', 'DHIS_User'],
  short: ['k7#pQz', '4711', 'ab-9'],
};

/** What a generator or a careful person makes. */
const sound: readonly string[] = [
  '',
  'kX9v-Qm2p-7Rtz',
  'correct horse battery staple',
  'change-theory-battery-horse',
  'change-meadow-river-44',
  'replace-itchy-lamp-31',
  'your-mango-river-44',
  'mango-river-password-quilt',
  'dhis-8472619384',
  'dhis2-Tq7zLm0pWx',
  'Ouagadougou-Bobo-77-Kaya',
  'district-health-river-44-lamp',
  'p4SsW0rD9kLmZxQ1',
  'AKIA0000EXAMPLEKEYxxxxq',
  '0f4b1c2d3e5f60718293a4b5c6d7e8f9',
  '19283746501928',
  'a1b2c3d4e5f6a1b2',
  'J’aime le thé à la menthe',
  `${'a'.repeat(50)}${'b'.repeat(60)}`,
];

describe('weak secrets', () => {
  for (const [weakness, secrets] of Object.entries(guessable)) {
    for (const secret of secrets) test(`${secret} is ${weakness}`, () => assert.equal(weaknessOf(secret, 'dhis_user'), weakness));
  }
  for (const secret of sound) test(`${secret} is sound`, () => assert.equal(weaknessOf(secret, 'dhis_user'), undefined));

  test('the encryption password has a longer limit', () => assert.equal(weaknessOf('kX9v-Qm2p-7Rtz', undefined, 24), 'short'));

  test('a user name that is well known is told as the user name', () => assert.equal(weaknessOf('dhis', 'dhis'), 'user-name'));
});

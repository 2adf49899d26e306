import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { effectiveValue, isDecidedLater, isWholeConfiguration, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'noLogin' | 'noEndpoint' | 'slash'>({
  id: 'file-store-incomplete',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'File store that lacks a setting', fr: 'Stockage de fichiers auquel il manque un réglage' },
  what: {
    en: 'Files go to an S3 store, and its login or its address is missing; or the name of the container ends with a slash.',
    fr: "Les fichiers vont dans un stockage S3 dont l'identifiant ou l'adresse manque ; ou le nom du conteneur se termine par une barre oblique.",
  },
  source: 'dhis2-core JCloudsStore @ 2.40 to 2.43.1; BlobContainerName, FileStoreProvider @ 2.44-SNAPSHOT',
  messages: {
    noLogin: {
      en: 'The provider `{provider}` needs `{missing}` in DHIS2 {version}; a role of the machine is not asked. Add it.',
      fr: "Le fournisseur `{provider}` a besoin de `{missing}` en DHIS2 {version} ; le rôle de la machine n'est pas consulté. Ajoutez-la.",
    },
    noEndpoint: {
      en: 'The provider `s3` is for stores other than that of Amazon and needs `filestore.endpoint` in DHIS2 {version}. Add it, or use `aws-s3`.',
      fr: "Le fournisseur `s3` est destiné aux stockages autres que celui d'Amazon et a besoin de `filestore.endpoint` en DHIS2 {version}. Ajoutez-la, ou employez `aws-s3`.",
    },
    slash: {
      en: 'From 2.44 on, DHIS2 does not start with a container that ends with a slash. Remove it.',
      fr: 'À partir de 2.44, DHIS2 ne démarre pas avec un conteneur terminé par une barre oblique. Retirez-la.',
    },
  },
  check(conf, report) {
    const version = formatVersion(conf.version);
    const container = setEntry(conf, 'filestore.container');
    if (isWithin(conf.version, { since: '2.44' })) {
      if (container === undefined || !/^[^/].*[^/]\/$/.test(container.value) || isDecidedLater(container.value)) return;
      const span = placeInValue(conf.text, container, container.value.length - 1);
      const title = message({ en: 'Remove the slash', fr: 'Retirer la barre oblique' });
      report({ message: 'slash', span, severity: 'error', fixes: [{ title, edits: [{ span, newText: '' }], preferred: true }] });
      return;
    }
    const provider = effectiveValue(conf, 'filestore.provider');
    if (provider.from !== 'file' || !isWholeConfiguration(conf)) return;
    const row = conf.catalogue.lookup('filestore.provider')?.row;
    const { value, entry } = provider;
    if ((value !== 'aws-s3' && value !== 's3') || row === undefined || !conf.catalogue.valuesOf(row, conf.version)?.includes(value)) return;
    const span = entry.entry.key.span;
    const missing = ['filestore.identity', 'filestore.secret'].find((key) => setEntry(conf, key) === undefined);
    if (missing !== undefined) report({ message: 'noLogin', args: { provider: value, missing, version }, span });
    if (value === 's3' && setEntry(conf, 'filestore.endpoint') === undefined) report({ message: 'noEndpoint', args: { version }, span });
  },
});

export const page = {
  why: {
    en: 'Without a login the store refuses DHIS2, and without `filestore.endpoint` the provider `s3` has no server to talk to: uploaded files, images and apps are lost to the users. From 2.44 on a container with a slash at its end stops the start.',
    fr: "Sans identifiant le stockage refuse DHIS2, et sans `filestore.endpoint` le fournisseur `s3` n'a aucun serveur : fichiers, images et applications manquent aux utilisateurs. À partir de 2.44, un conteneur terminé par une barre oblique empêche le démarrage.",
  },
  todo: {
    en: 'Give `filestore.identity` and `filestore.secret`, and `filestore.endpoint` for `s3`. A login from the machine itself (IAM role) works from 2.44 on.',
    fr: 'Donnez `filestore.identity` et `filestore.secret`, et `filestore.endpoint` pour `s3`. Un identifiant fourni par la machine (rôle IAM) ne marche que depuis 2.44.',
  },
  good: [
    {
      text: 'connection.url = ${URL}\nfilestore.provider = s3\nfilestore.endpoint = https://minio.example.org\nfilestore.identity = x\nfilestore.secret = ${S}\n',
    },
    { text: 'connection.url = ${URL}\nfilestore.provider = aws-s3\n', dhis2Version: '2.44' },
    { text: 'filestore.provider = aws-s3\n' },
    { text: 'connection.url = ${URL}\nfilestore.provider = ${PROVIDER}\n' },
    { text: 'connection.url = ${URL}\nfilestore.container = files/\n' },
    { text: 'connection.url = ${URL}\nfilestore.provider = s3\n', dhis2Version: '2.40.4' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\nfilestore.provider = aws-s3\n#^^^^^^^^^^^^^^^^^ noLogin\nfilestore.identity = x\n' },
    {
      text: 'connection.url = ${URL}\nfilestore.provider = s3\n#^^^^^^^^^^^^^^^^^ noEndpoint\nfilestore.identity = x\nfilestore.secret = ${S}\n',
    },
    {
      text: 'filestore.container = files/\n#                          ^ slash\n',
      fixed: 'filestore.container = files\n',
      dhis2Version: '2.44',
    },
  ],
} satisfies RulePage;

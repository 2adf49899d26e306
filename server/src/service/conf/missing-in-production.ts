/**
 * What an administrator wants to have decided in the file of a production server. Lines that change what the server does
 * are commented out: each is for him to read and switch on. Only the connection, without which nothing starts, is not.
 */
import type { Text } from '../messages.ts';

export type ProductionLine = {
  readonly key: string;
  readonly value: string;
  readonly why: Text;
  readonly isActive: boolean;
};

export const productionLines: readonly ProductionLine[] = [
  {
    key: 'connection.url',
    value: 'jdbc:postgresql://localhost:5432/dhis2',
    isActive: true,
    why: {
      en: 'Address of the PostgreSQL database. The server does not start without it.',
      fr: 'Adresse de la base PostgreSQL. Sans elle, le serveur ne démarre pas.',
    },
  },
  {
    key: 'connection.username',
    value: 'dhis',
    isActive: true,
    why: {
      en: 'A role of its own for DHIS2, not a superuser such as postgres.',
      fr: 'Un rôle propre à DHIS2, et non un superutilisateur tel que postgres.',
    },
  },
  {
    key: 'connection.password',
    value: '${CONNECTION_PASSWORD}',
    isActive: true,
    why: {
      en: 'Set the variable CONNECTION_PASSWORD in the environment of the Tomcat unit.',
      fr: "Définissez la variable CONNECTION_PASSWORD dans l'environnement de l'unité Tomcat.",
    },
  },
  {
    key: 'encryption.password',
    value: '${ENCRYPTION_PASSWORD}',
    isActive: false,
    why: {
      en: 'At least 24 characters, from the variable ENCRYPTION_PASSWORD. Data is encrypted with it: set it before the first start, keep it with the backups, never change it. Without it DHIS2 uses a password that everybody can read in its source.',
      fr: 'Au moins 24 caractères, par la variable ENCRYPTION_PASSWORD. Des données sont chiffrées avec lui : définissez-le avant le premier démarrage, gardez-le avec les sauvegardes, ne le changez jamais. Sans lui, DHIS2 utilise un mot de passe que chacun peut lire dans son code source.',
    },
  },
  {
    key: 'server.base.url',
    value: 'https://dhis2.example.org',
    isActive: false,
    why: {
      en: 'Public address, without a slash at the end; links in e-mails and login through other providers need it.',
      fr: "Adresse publique, sans barre oblique à la fin ; les liens dans les courriels et la connexion par d'autres fournisseurs en ont besoin.",
    },
  },
  {
    key: 'server.https',
    value: 'on',
    isActive: false,
    why: {
      en: 'Once the proxy serves HTTPS: browsers then never send the session cookie unencrypted.',
      fr: "Dès que le proxy sert en HTTPS : les navigateurs n'envoient alors jamais le cookie de session sans chiffrement.",
    },
  },
  {
    key: 'route.remote_servers_allowed',
    value: 'https://interop.example.org',
    isActive: false,
    why: {
      en: 'Servers that routes may call, as exact origins without a slash at the end. Unset, any HTTPS address will do; empty, none.',
      fr: 'Serveurs que les routes peuvent appeler, par leur origine exacte sans barre oblique à la fin. Non définie : toute adresse HTTPS convient ; vide : aucune.',
    },
  },
  {
    key: 'audit.logger',
    value: 'on',
    isActive: false,
    why: {
      en: 'Audit records in the log files; for Tracker the line must be there although the default is on.',
      fr: 'Les audits dans les journaux ; pour Tracker, la ligne doit être présente bien que la valeur par défaut soit on.',
    },
  },
  {
    key: 'logging.file.max_archives',
    value: '10',
    isActive: false,
    why: {
      en: 'Old log files kept beside the current one; the default of 1 is soon overwritten on a busy server.',
      fr: "Anciens journaux gardés à côté de l'actuel ; la valeur par défaut 1 est vite écrasée sur un serveur chargé.",
    },
  },
];

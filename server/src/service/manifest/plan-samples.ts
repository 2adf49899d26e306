/** Whole plans to begin with, in the notation of plan-snippets.ts. Names and addresses are those reserved for examples. */
import type { Text } from '../messages.ts';

export const smallPlan: Text = {
  en: `# Plan of our DHIS2 server. Passwords never stand here: only where they are kept.
version: 1
organisation: { name: <Ministry of Health>, country: <CM> }
governance:
  securityOfficer: { name: <Name of the person>, email: <security@example.org> }
  securityPlan: { location: <documents/security-plan.pdf>, reviewed: <today> }
sites:
  - { name: <capital>, kind: <government-data-centre|colocation|iaas|saas>, country: <CM> }
  - { name: <elsewhere>, kind: <iaas|colocation|government-data-centre>, country: <CM> }
hosts:
  - { name: <web-1>, address: <192.0.2.10>, site: <capital>, os: ubuntu-24.04, memory: 16 GiB }
databases:
  - { name: db, host: <web-1>, postgresqlVersion: "16", tuning: { recipe: dhis2-guide, memory: 6 GiB } }
proxies:
  - { name: front, host: <web-1>, kind: nginx, serverNames: [<hmis.example.org>], tls: { mode: lets-encrypt } }
instances:
  - { name: hmis, host: <web-1>, dhis2Version: "<release>", heap: 4 GiB, database: db, proxy: front }
backupTargets:
  - { name: offsite, kind: ssh, site: <elsewhere>, address: <backup.example.org>, path: /srv/backups }
backups:
  - name: nightly
    instances: [hmis]
    rpo: 24 hours
    schedule: "0 2 * * *"
    retention: { daily: 7, weekly: 4, monthly: 12 }
    targets: [offsite]
    restoreTest: { every: 90 days }
`,
  fr: `# Plan de notre serveur DHIS2. Aucun mot de passe ici : seulement l'endroit où il est gardé.
version: 1
organisation: { name: <Ministère de la Santé>, country: <CM> }
governance:
  securityOfficer: { name: <Nom de la personne>, email: <securite@example.org> }
  securityPlan: { location: <documents/plan-de-securite.pdf>, reviewed: <today> }
sites:
  - { name: <capitale>, kind: <government-data-centre|colocation|iaas|saas>, country: <CM> }
  - { name: <ailleurs>, kind: <iaas|colocation|government-data-centre>, country: <CM> }
hosts:
  - { name: <web-1>, address: <192.0.2.10>, site: <capitale>, os: ubuntu-24.04, memory: 16 GiB }
databases:
  - { name: db, host: <web-1>, postgresqlVersion: "16", tuning: { recipe: dhis2-guide, memory: 6 GiB } }
proxies:
  - { name: front, host: <web-1>, kind: nginx, serverNames: [<hmis.example.org>], tls: { mode: lets-encrypt } }
instances:
  - { name: hmis, host: <web-1>, dhis2Version: "<release>", heap: 4 GiB, database: db, proxy: front }
backupTargets:
  - { name: distante, kind: ssh, site: <ailleurs>, address: <backup.example.org>, path: /srv/backups }
backups:
  - name: nuit
    instances: [hmis]
    rpo: 24 hours
    schedule: "0 2 * * *"
    retention: { daily: 7, weekly: 4, monthly: 12 }
    targets: [distante]
    restoreTest: { every: 90 days }
`,
};

export const ministryPlan: Text = {
  en: `# Plan of the national DHIS2. Passwords and keys never stand here: only where they are kept.
version: 1
organisation:
  name: <Ministry of Health>
  country: <CM>
  dataResidency: [<CM>]
  contact: <dhis2@example.org>
governance:
  securityOfficer: { name: <Security officer>, email: <security@example.org> }
  securityPlan: { location: <documents/security-plan.pdf>, owner: <Security officer>, reviewed: <today> }
  audits:
    - { date: <today>, auditor: <Name of the auditor>, external: true }
  documents:
    riskRegister: { location: <documents/risks.md>, reviewed: <today> }
    backupPolicy: { location: <documents/backups.md>, reviewed: <today> }
    recoveryPlan: { location: <documents/recovery.md>, reviewed: <today> }
    incidentPlan: { location: <documents/incidents.md>, reviewed: <today> }
team:
  - { name: <First administrator>, email: <first@example.org>, skills: [ubuntu, nginx, tomcat, postgresql, dhis2, security] }
  - { name: <Second administrator>, email: <second@example.org>, skills: [ubuntu, networking, backups, monitoring, postgresql, dhis2] }
sites:
  - { name: <data-centre>, kind: government-data-centre, country: <CM>, contact: <noc@example.org> }
  - { name: <second-site>, kind: colocation, country: <CM>, contact: <noc2@example.org> }
hosts:
  - { name: proxy-1, address: 192.0.2.10, site: <data-centre>, os: ubuntu-24.04, memory: 4 GiB, timezone: <Africa/Douala> }
  - { name: app-1, address: 192.0.2.11, site: <data-centre>, os: ubuntu-24.04, memory: 32 GiB, jumpHost: proxy-1, timezone: <Africa/Douala> }
  - name: db-1
    address: 192.0.2.12
    site: <data-centre>
    os: ubuntu-24.04
    memory: 32 GiB
    jumpHost: proxy-1
    timezone: <Africa/Douala>
    disks:
      - { mount: /var/lib/postgresql, size: 500 GB, medium: nvme, encrypted: true }
  - { name: test-1, address: 192.0.2.13, site: <data-centre>, os: ubuntu-24.04, memory: 16 GiB, jumpHost: proxy-1, timezone: <Africa/Douala> }
databases:
  - { name: db, host: db-1, postgresqlVersion: "16", maxConnections: 200, tls: required, tuning: { recipe: dhis2-guide, memory: 24 GiB } }
  - { name: test-db, host: test-1, postgresqlVersion: "16", tuning: { recipe: dhis2-guide, memory: 4 GiB } }
proxies:
  - name: front
    host: proxy-1
    kind: nginx
    serverNames: [<hmis.example.org>, <staging.example.org>, <training.example.org>]
    tls: { mode: lets-encrypt, email: <dhis2@example.org> }
instances:
  - name: hmis
    host: app-1
    purpose: production
    dhis2Version: "<release>"
    heap: 16 GiB
    database: db
    proxy: front
    serverName: <hmis.example.org>
    size: large
    dataSensitivity: health
    lastPatched: <today>
    lastUpgraded: <today>
  - { name: staging, host: test-1, purpose: staging, dhis2Version: "<release>", heap: 4 GiB, database: test-db, proxy: front, serverName: <staging.example.org> }
  - { name: training, host: test-1, purpose: training, dhis2Version: "<release>", heap: 2 GiB, port: 8081, database: test-db, proxy: front, serverName: <training.example.org> }
backupTargets:
  - { name: second, kind: ssh, site: <second-site>, address: <backup.example.org>, user: backup, path: /srv/backups, immutable: true }
backups:
  - name: nightly
    instances: [hmis]
    contents: [database, files, configuration]
    rpo: 24 hours
    rto: 8 hours
    schedule: "0 2 * * *"
    expectedSize: <20> GB
    retention: { daily: 7, weekly: 4, monthly: 12 }
    encryption: { method: restic, passphrase: { hostFile: /etc/dhis2/backup-passphrase } }
    targets: [second]
    restoreTest: { every: 90 days, on: test-1, last: <today> }
monitoring:
  tool: prometheus
  host: test-1
  heartbeat: { hostFile: /etc/dhis2/heartbeat }
  alerts:
    - { kind: email, to: <alerts@example.org> }
    - { kind: telegram, to: <dhis2-alerts>, secret: { hostFile: /etc/dhis2/telegram-token } }
maintenance:
  window: { days: [sunday], from: "20:00", to: "23:30", timezone: <Africa/Douala> }
  patchEvery: 6 weeks
  upgradeEvery: 1 year
  systemUpgradeEvery: 3 years
`,
  fr: `# Plan du DHIS2 national. Aucun mot de passe ni clé ici : seulement l'endroit où ils sont gardés.
version: 1
organisation:
  name: <Ministère de la Santé>
  country: <CM>
  dataResidency: [<CM>]
  contact: <dhis2@example.org>
governance:
  securityOfficer: { name: <Responsable de la sécurité>, email: <securite@example.org> }
  securityPlan: { location: <documents/plan-de-securite.pdf>, owner: <Responsable de la sécurité>, reviewed: <today> }
  audits:
    - { date: <today>, auditor: <Nom de l'auditeur>, external: true }
  documents:
    riskRegister: { location: <documents/risques.md>, reviewed: <today> }
    backupPolicy: { location: <documents/sauvegardes.md>, reviewed: <today> }
    recoveryPlan: { location: <documents/reprise.md>, reviewed: <today> }
    incidentPlan: { location: <documents/incidents.md>, reviewed: <today> }
team:
  - { name: <Premier administrateur>, email: <premier@example.org>, skills: [ubuntu, nginx, tomcat, postgresql, dhis2, security] }
  - { name: <Second administrateur>, email: <second@example.org>, skills: [ubuntu, networking, backups, monitoring, postgresql, dhis2] }
sites:
  - { name: <centre-de-donnees>, kind: government-data-centre, country: <CM>, contact: <noc@example.org> }
  - { name: <second-site>, kind: colocation, country: <CM>, contact: <noc2@example.org> }
hosts:
  - { name: proxy-1, address: 192.0.2.10, site: <centre-de-donnees>, os: ubuntu-24.04, memory: 4 GiB, timezone: <Africa/Douala> }
  - { name: app-1, address: 192.0.2.11, site: <centre-de-donnees>, os: ubuntu-24.04, memory: 32 GiB, jumpHost: proxy-1, timezone: <Africa/Douala> }
  - name: db-1
    address: 192.0.2.12
    site: <centre-de-donnees>
    os: ubuntu-24.04
    memory: 32 GiB
    jumpHost: proxy-1
    timezone: <Africa/Douala>
    disks:
      - { mount: /var/lib/postgresql, size: 500 GB, medium: nvme, encrypted: true }
  - { name: test-1, address: 192.0.2.13, site: <centre-de-donnees>, os: ubuntu-24.04, memory: 16 GiB, jumpHost: proxy-1, timezone: <Africa/Douala> }
databases:
  - { name: db, host: db-1, postgresqlVersion: "16", maxConnections: 200, tls: required, tuning: { recipe: dhis2-guide, memory: 24 GiB } }
  - { name: test-db, host: test-1, postgresqlVersion: "16", tuning: { recipe: dhis2-guide, memory: 4 GiB } }
proxies:
  - name: front
    host: proxy-1
    kind: nginx
    serverNames: [<hmis.example.org>, <preprod.example.org>, <formation.example.org>]
    tls: { mode: lets-encrypt, email: <dhis2@example.org> }
instances:
  - name: hmis
    host: app-1
    purpose: production
    dhis2Version: "<release>"
    heap: 16 GiB
    database: db
    proxy: front
    serverName: <hmis.example.org>
    size: large
    dataSensitivity: health
    lastPatched: <today>
    lastUpgraded: <today>
  - { name: preprod, host: test-1, purpose: staging, dhis2Version: "<release>", heap: 4 GiB, database: test-db, proxy: front, serverName: <preprod.example.org> }
  - { name: formation, host: test-1, purpose: training, dhis2Version: "<release>", heap: 2 GiB, port: 8081, database: test-db, proxy: front, serverName: <formation.example.org> }
backupTargets:
  - { name: seconde, kind: ssh, site: <second-site>, address: <backup.example.org>, user: backup, path: /srv/backups, immutable: true }
backups:
  - name: nuit
    instances: [hmis]
    contents: [database, files, configuration]
    rpo: 24 hours
    rto: 8 hours
    schedule: "0 2 * * *"
    expectedSize: <20> GB
    retention: { daily: 7, weekly: 4, monthly: 12 }
    encryption: { method: restic, passphrase: { hostFile: /etc/dhis2/backup-passphrase } }
    targets: [seconde]
    restoreTest: { every: 90 days, on: test-1, last: <today> }
monitoring:
  tool: prometheus
  host: test-1
  heartbeat: { hostFile: /etc/dhis2/heartbeat }
  alerts:
    - { kind: email, to: <alertes@example.org> }
    - { kind: telegram, to: <alertes-dhis2>, secret: { hostFile: /etc/dhis2/telegram-token } }
maintenance:
  window: { days: [sunday], from: "20:00", to: "23:30", timezone: <Africa/Douala> }
  patchEvery: 6 weeks
  upgradeEvery: 1 year
  systemUpgradeEvery: 3 years
`,
};

/** What "Create a Manifest" writes: a manifest without problems that says what to put in. */
import type { Text } from '@dhis2-hosting/server/service';

export const manifestFileName = 'dhis2-hosting.yaml';

/** example.org is reserved for examples (RFC 2606), so nobody's server is reached before the address is changed. */
export const manifestSample: Text = {
  en: `# The DHIS2 servers of this folder. Never write a password here: it is asked for when it is needed.
version: 1
hosts:
  - name: web-1
    address: dhis2.example.org # DNS name or IP address of the server
    user: admin # your own account there
    # identityFile: ~/.ssh/id_ed25519 # when the key is not in your SSH agent
instances:
  - name: hmis
    host: web-1
    dhis2Version: "2.41"
    log: { unit: tomcat9 } # or { file: /var/log/tomcat9/catalina.out }
`,
  fr: `# Les serveurs DHIS2 de ce dossier. N'écrivez jamais de mot de passe ici : il est demandé quand il le faut.
version: 1
hosts:
  - name: web-1
    address: dhis2.example.org # nom DNS ou adresse IP du serveur
    user: admin # votre propre compte sur ce serveur
    # identityFile: ~/.ssh/id_ed25519 # si la clé n'est pas dans votre agent SSH
instances:
  - name: hmis
    host: web-1
    dhis2Version: "2.41"
    log: { unit: tomcat9 } # ou { file: /var/log/tomcat9/catalina.out }
`,
};

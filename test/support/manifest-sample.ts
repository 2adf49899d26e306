/** A manifest in which every field of the schema occurs. */
export const goodManifest = `# Servers of the ministry
version: 1
hosts:
  - name: bastion
    address: 2001:db8::10
    port: 822
  - name: web-1
    address: web-1.example.org
    user: admin
    identityFile: ~/.ssh/id_ed25519
    agent: false
    hostKey: SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc
    jumpHost: bastion
    description: "Web server: Tomcat # and nginx"
instances:
  - name: hmis
    host: web-1
    dhis2Version: "2.41"
    dhisConf: /opt/dhis2/dhis.conf
    config: hmis/dhis.conf
    log: { unit: tomcat9 }
    description: |
      National HMIS,
        production: yes
  - name: training
    host: web-1
    dhis2Version: 2.40.3.1
    log:
      file: /var/log/tomcat9/catalina.out
`;

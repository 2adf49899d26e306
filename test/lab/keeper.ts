/** The other end: hosts that keep copies, set up by hand as the guide on backups shows it. */
import type { LabHost } from './host.ts';

/** An account that is shut into its folder and can do nothing but SFTP. */
export async function keepBySftp(vault: LabHost): Promise<void> {
  await vault.sh(`
    useradd --system --home-dir /srv/copies --no-create-home --shell /usr/sbin/nologin backup-dhis2
    install -d -m 755 /srv/copies /etc/ssh/keys
    install -d -o backup-dhis2 -g backup-dhis2 -m 700 /srv/copies/sets
    cat > /etc/ssh/sshd_config.d/20-copies.conf << 'END'
Match User backup-dhis2
  AuthorizedKeysFile /etc/ssh/keys/%u
  ChrootDirectory /srv/copies
  ForceCommand internal-sftp
  DisableForwarding yes
  PermitTTY no
END
    systemctl reload ssh`);
}

/** An account whose keys reach one program, to which copies can only be added. */
export async function keepForGood(vault: LabHost): Promise<void> {
  await vault.sh(`
    useradd --system --home-dir /srv/kept --no-create-home --shell /bin/sh keeper
    install -d -o keeper -g keeper -m 700 /srv/kept
    install -d -m 755 /etc/ssh/keys
    cat > /usr/local/bin/keep-copies << 'END'
#!/bin/sh
# Of what was asked for only the name of the instance counts.
name=\${SSH_ORIGINAL_COMMAND##*off-site:}
case $name in '' | *[!a-z0-9-]*) echo 'Only copies are taken here.' >&2; exit 1 ;; esac
exec rclone serve restic --stdio --append-only --config /dev/null "/srv/kept/$name"
END
    chmod 755 /usr/local/bin/keep-copies
    cat > /etc/ssh/sshd_config.d/21-kept.conf << 'END'
Match User keeper
  AuthorizedKeysFile /etc/ssh/keys/%u
  ForceCommand /usr/local/bin/keep-copies
  DisableForwarding yes
  PermitTTY no
END
    systemctl reload ssh`);
}

/** A person lets a host's key in. */
export async function letIn(vault: LabHost, user: string, host: LabHost, target: string): Promise<void> {
  const key = String(await host.read(`/etc/dhis2-hosting/off-site/${target}/id_ed25519.pub`));
  await vault.write('/tmp/key', key);
  await vault.sh(`cat /tmp/key >> /etc/ssh/keys/${user}; chmod 644 /etc/ssh/keys/${user}`);
}

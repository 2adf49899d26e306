/** An administrator of a host: logs in with the lab's key and becomes root through sudo, without a password. */
import type { LabHost } from './host.ts';

export async function addSue(host: LabHost): Promise<void> {
  await host.sh(`
    useradd --create-home --shell /bin/bash sue
    install -d -o sue -m 700 /home/sue/.ssh
    install -o sue -m 600 /root/.ssh/authorized_keys /home/sue/.ssh/
    echo 'sue ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/sue
    chmod 440 /etc/sudoers.d/sue`);
}

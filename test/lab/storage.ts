/** Storage that speaks S3, for real: OpenStack Swift with its S3 middleware, behind TLS of an authority that only we know. */
import type { LabHost } from './host.ts';

export const storageKey = { access: 'test:tester', secret: 'a-secret-of-the-storage' } as const;

/** One device, no replicas and no memcached: what is asked of it is its protocol. */
export async function serveStorage(host: LabHost, names: readonly string[]): Promise<void> {
  await host.write('/etc/swift/proxy-server.conf', proxyConf);
  await host.sh(`
    printf '[swift-hash]\\nswift_hash_path_suffix = lab\\nswift_hash_path_prefix = lab\\n' > /etc/swift/swift.conf
    cd /etc/swift
    for each in account:6202 container:6201 object:6200; do
      name=\${each%:*} port=\${each#*:}
      swift-ring-builder $name.builder create 6 1 1 > /dev/null
      swift-ring-builder $name.builder add r1z1-127.0.0.1:$port/d1 1 > /dev/null
      swift-ring-builder $name.builder rebalance > /dev/null
      printf '[DEFAULT]\\nbind_ip = 127.0.0.1\\nbind_port = %s\\nuser = swift\\ndevices = /srv/node\\nmount_check = false\\nworkers = 1\\n[pipeline:main]\\npipeline = %s-server\\n[app:%s-server]\\nuse = egg:swift#%s\\n' $port $name $name $name > $name-server.conf
    done
    install -d -o swift -g swift /srv/node /srv/node/d1 /var/cache/swift /run/swift
    chown -R root:swift /etc/swift
    for name in account container object proxy; do
      systemctl stop swift-$name 2> /dev/null || :
      systemd-run --quiet --unit=lab-swift-$name --uid=swift --gid=swift /usr/bin/swift-$name-server /etc/swift/$name-server.conf
    done`);
  await host.sh(`
    cd /etc/nginx
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Authority of the lab' -keyout authority.key -out authority.pem 2> /dev/null
    openssl req -newkey rsa:2048 -nodes -subj '/CN=${names[0] ?? ''}' -keyout site.key -out site.csr 2> /dev/null
    printf 'subjectAltName=%s' '${names.map((name) => `DNS:${name}`).join(',')}' > san
    openssl x509 -req -in site.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 30 -extfile san -out site.pem 2> /dev/null
    rm -f sites-enabled/default
    cat > conf.d/storage.conf << 'END'
server {
  listen 443 ssl;
  ssl_certificate /etc/nginx/site.pem;
  ssl_certificate_key /etc/nginx/site.key;
  client_max_body_size 0;
  location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_request_buffering off;
    proxy_set_header Host $http_host;
  }
}
END
    systemctl restart nginx
    for try in $(seq 100); do curl --silent --fail http://127.0.0.1:8080/healthcheck > /dev/null && break; sleep 0.3; done
    curl --silent --show-error --fail http://127.0.0.1:8080/healthcheck`);
}

/** Another secret for the same key, as when the old one expired or was drawn back. */
export async function changeSecret(host: LabHost, secret: string): Promise<void> {
  await host.sh(`sed -i 's/^user_test_tester = .*/user_test_tester = ${secret} .admin/' /etc/swift/proxy-server.conf
    systemctl stop lab-swift-proxy
    systemd-run --quiet --unit=lab-swift-proxy --uid=swift --gid=swift /usr/bin/swift-proxy-server /etc/swift/proxy-server.conf
    for try in $(seq 100); do curl --silent --fail http://127.0.0.1:8080/healthcheck > /dev/null && break; sleep 0.3; done`);
}

const proxyConf = `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = 8080
user = swift
workers = 1
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
storage_domain = s3.test
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = ${storageKey.secret} .admin
user_test_reader = reads-only
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
`;

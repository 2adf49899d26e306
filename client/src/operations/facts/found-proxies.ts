/** Web servers of a host: the names that they answer for, and where they lead. Read from their files, which may say more than they serve. */
import { defineFact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';

export type FoundProxy = {
  readonly kind: 'nginx' | 'apache';
  /** OpenResty is nginx under another name. */
  readonly program: string;
  readonly version: string | undefined;
  readonly running: boolean;
  readonly serverNames: readonly string[];
  /** `http://127.0.0.1:8080/hmis`. */
  readonly targets: readonly string[];
};

const script = `
is_running() { systemctl is-active --quiet "$1.service" && echo yes || echo no; }
nginx_files() { cat /etc/"$1"/nginx.conf /etc/"$1"/conf.d/* /etc/"$1"/http.d/* /etc/"$1"/sites-enabled/* /etc/"$1"/upstream/* 2> /dev/null | sed 's/#.*//'; }
for program in nginx openresty; do
  command -v "$program" > /dev/null || continue
  folder=nginx
  [ "$program" = nginx ] || [ ! -d /etc/openresty ] || folder=openresty
  tell program "$program"
  tell kind nginx
  tell version "$("$program" -v 2>&1 | sed -n 's|.*/\\([0-9][0-9.]*\\).*|\\1|p')"
  tell running "$(is_running "$program")"
  nginx_files "$folder" | sed -n 's/.*server_name[[:space:]][[:space:]]*\\([^;]*\\);.*/\\1/p' | tr -s ' \\t' '\\n' | sort -u | while read -r name; do tell name "$name"; done
  nginx_files "$folder" | sed -n 's/.*proxy_pass[[:space:]][[:space:]]*\\([^;]*\\);.*/\\1/p; s/^[[:space:]]*server[[:space:]][[:space:]]*\\([^;{ ]*:[0-9]*\\)[^{]*;.*/\\1/p' | sort -u | while read -r target; do tell target "$target"; done
done
if command -v apache2 > /dev/null; then
  tell program apache2
  tell kind apache
  tell version "$(apache2 -v 2> /dev/null | sed -n 's|.*Apache/\\([0-9][0-9.]*\\).*|\\1|p')"
  tell running "$(is_running apache2)"
fi
command -v apache2 > /dev/null || exit 0
apache_files() { cat /etc/apache2/sites-enabled/* /etc/apache2/upstream/* 2> /dev/null | sed 's/^[[:space:]]*#.*//'; }
apache_files | sed -n 's/^[[:space:]]*Server\\(Name\\|Alias\\)[[:space:]][[:space:]]*//p' | tr -s ' \\t' '\\n' | sort -u | while read -r name; do tell name "$name"; done
apache_files | sed -n 's/^[[:space:]]*ProxyPass[[:space:]].*"*\\(https*:[^" ]*\\).*/\\1/p' | sort -u | while read -r target; do tell target "$target"; done
`;

export const foundProxies = defineFact<readonly FoundProxy[]>({
  id: 'found-proxies',
  drifts: true,
  script: snippet('found-proxies', tell + script),
  parse: ({ code, out }) => {
    const records = code === 0 ? readRecords(out, 'program') : undefined;
    return records?.map((record) => ({
      kind: one(record, 'kind') === 'apache' ? 'apache' : 'nginx',
      program: one(record, 'program') ?? '',
      version: one(record, 'version'),
      running: one(record, 'running') === 'yes',
      serverNames: (record.get('name') ?? []).filter((name) => name !== '_' && name !== ''),
      targets: record.get('target') ?? [],
    }));
  },
});

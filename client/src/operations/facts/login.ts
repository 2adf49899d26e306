/** Who is logged in, before sudo. It is of the connection, not of the host, so no plan insists on it. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export const login = defineFact<string>({
  id: 'login',
  drifts: true,
  script: snippet('login', 'printf "%s\\n" "${SUDO_USER:-$(id -un)}"'),
  parse: ({ code, out }) => (code === 0 && /^\S+\n$/.test(out) ? out.trim() : undefined),
});

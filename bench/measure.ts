/** Samples to numbers, numbers to a table. */

export type Measurement = {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  /** Absent where there is one sample. The least is what other programs of the machine disturb least. */
  readonly least?: number;
  readonly p95?: number;
  readonly runs: number;
  /** The goal, for the column beside it. */
  readonly target?: string;
};

export function measured(what: string, unit: string, samples: readonly number[], target?: string): Measurement {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return {
    what,
    unit,
    median: at(0.5),
    ...(sorted.length > 1 ? { least: at(0), p95: at(0.95) } : {}),
    runs: sorted.length,
    ...(target === undefined ? {} : { target }),
  };
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10;
}

export function table(measurements: readonly Measurement[]): string {
  const head = ['what', 'unit', 'least', 'median', 'p95', 'runs', 'target'];
  const rows = measurements.map(({ what, unit, least, median, p95, runs, target }) =>
    [what, unit, least ?? '', median, p95 ?? '', runs, target ?? ''].map((value) =>
      typeof value === 'number' ? value.toLocaleString('en') : value,
    ),
  );
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column < 2 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

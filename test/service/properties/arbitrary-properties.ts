/** Texts for property tests: dense in the characters that mean something to a properties file. */
import fc from 'fast-check';

const pieces = [
  ...['a', 'b', 'key', '=', ':', ' ', '\t', '\f', '#', '!', '\n', '\r', '\r\n', '\\', '\\\\', '\\\n', '\\\r\n  '],
  ...['\\u', '\\u00', '\\u0041', '\\u00e9', '\\t', '\\=', '0', '1', '\u00e9', '\u00a0', '\ufeff', '\ud83d\ude00', '\ud800', '"', '${A:-b}'],
];

export const propertiesText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** Any UTF-16, lone surrogates included. */
export const anyString: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
);

/** Fixed, so that a failure can be run again as it was. */
export const fixedRuns = { seed: 20_261_123, numRuns: 1500 } as const;

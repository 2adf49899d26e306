/** A secret nobody can guess, made from the randomness of the host. */

/** No sign that means anything in a properties file, a shell, a URL or YAML. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 190 bits; DHIS2 asks for 24 characters of an encryption password. */
export const secretLength = 32;

/** The largest multiple of the alphabet's length that a byte can hold: bytes from there on would favour its beginning. */
const usable = Math.floor(256 / alphabet.length) * alphabet.length;

/** A source that goes on giving unusable bytes is broken; a sound one needs a second round once in a blue moon. */
const mostRounds = 20;

export function strongSecret(randomBytes: (count: number) => Uint8Array): string {
  let secret = '';
  for (let round = 0; round < mostRounds && secret.length < secretLength; round++) {
    for (const byte of randomBytes(secretLength * 2)) {
      if (byte < usable && secret.length < secretLength) secret += alphabet.charAt(byte % alphabet.length);
    }
  }
  if (secret.length < secretLength) throw new Error('the source of randomness gives no usable bytes');
  return secret;
}

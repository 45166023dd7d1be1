// Finds the number whose SHA-256, after the salt, is the challenge. In its own thread, so that the
// page stays quick; with its own SHA-256, because crypto.subtle is missing on plain http.

const K = new Uint32Array(64);
const START = new Uint32Array(8);

// The constants are the first bits of the cube and square roots of the first primes (FIPS 180-4).
(function constants() {
  const fraction = (value) => (value - Math.floor(value)) * 2 ** 32;
  for (let n = 2, found = 0; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = fraction(Math.sqrt(n));
    K[found] = fraction(Math.cbrt(n));
    found += 1;
  }
}());

const W = new Uint32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function block(state, view, at) {
  for (let i = 0; i < 16; i += 1) W[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const a = W[i - 15];
    const b = W[i - 2];
    W[i] = W[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = START.slice();
  for (let at = 0; at < padded.length; at += 64) block(state, view, at);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

self.addEventListener('message', ({ data: sum }) => {
  if (sum.algorithm !== 'SHA-256') { self.postMessage(null); return; }
  for (let number = 0; number <= sum.maxnumber; number += 1) {
    if (sha256(sum.salt + number) === sum.challenge) { self.postMessage(number); return; }
  }
  self.postMessage(null);
});

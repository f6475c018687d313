/* The constants of SHA-2 (FIPS 180-4), computed: the first 64 bits of the fractional parts of roots of primes. */
const MASK = (1n << 64n) - 1n;

function primes(count) {
  const found = [];
  for (let number = 2n; found.length < count; number++) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

/* The whole part of the root of a number, by Newton. */
function root(number, degree) {
  let found = 1n << BigInt(Math.ceil(number.toString(2).length / Number(degree)));
  for (;;) {
    const next = ((degree - 1n) * found + number / found ** (degree - 1n)) / degree;
    if (next >= found) return found;
    found = next;
  }
}

export const CUBES = primes(80).map((prime) => root(prime << 192n, 3n) & MASK);
export const SQUARES = primes(8).map((prime) => root(prime << 128n, 2n) & MASK);

// RFC 1951: browsers of 2018 unpack what a server packed for the way, but no file that lies there packed.
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const lengthBits = (code) => (code < 8 || code === 28 ? 0 : (code >> 2) - 1);
const distanceBits = (code) => (code < 4 ? 0 : (code >> 1) - 1);
const distanceBase = (code) => (code < 4 ? code + 1 : ((2 + (code & 1)) << distanceBits(code)) + 1);
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MOST_BITS = 15;
const HEADER = 2; // bytes

/** Return a code by the lengths of its words: how many there are of each length, and what they stand for in order. */
function codeOf(lengths) {
  const counts = new Uint16Array(MOST_BITS + 1);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const starts = new Uint16Array(MOST_BITS + 2);
  for (let length = 1; length <= MOST_BITS; length += 1) starts[length + 1] = starts[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length) symbols[(starts[length] += 1) - 1] = symbol;
  });
  return { counts, symbols };
}

const repeated = (length, times) => new Array(times).fill(length);
const FIXED = codeOf([...repeated(8, 144), ...repeated(9, 112), ...repeated(7, 24), ...repeated(8, 8)]);
const FIXED_DISTANCES = codeOf(repeated(5, 30));

/** Return what reads bits and codes from bytes. */
function bitsOf(bytes) {
  let at = HEADER;
  let held = 0;
  let count = 0;

  function bits(wanted) {
    while (count < wanted) {
      if (at >= bytes.length) throw new Error("packed data is cut off");
      held |= bytes[at] << count;
      at += 1;
      count += 8;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  }

  function symbol({ counts, symbols }) {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MOST_BITS; length += 1) {
      code |= bits(1);
      if (code - counts[length] < first) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("packed data is damaged");
  }

  function stored() {
    held = 0;
    count = 0;
    const length = bytes[at] | (bytes[at + 1] << 8);
    at += 4 + length;
    if (!(at <= bytes.length)) throw new Error("packed data is cut off");
    return bytes.subarray(at - length, at);
  }

  return { bits, symbol, stored };
}

/** Read the codes of a block that has its own. */
function ownCodes({ bits, symbol }) {
  const literals = bits(5) + 257;
  const distances = bits(5) + 1;
  const orders = bits(4) + 4;
  const orderLengths = repeated(0, LENGTH_ORDER.length);
  for (let number = 0; number < orders; number += 1) orderLengths[LENGTH_ORDER[number]] = bits(3);
  const order = codeOf(orderLengths);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const found = symbol(order);
    if (found < 16) lengths.push(found);
    else if (found === 16) lengths.push(...repeated(lengths[lengths.length - 1], 3 + bits(2)));
    else lengths.push(...repeated(0, found === 17 ? 3 + bits(3) : 11 + bits(7)));
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
}

/** Return the bytes that were packed with zlib. */
export function inflate(packed) {
  const reader = bitsOf(packed);
  let out = new Uint8Array(4 * packed.length + 64);
  let size = 0;

  function room(more) {
    if (size + more <= out.length) return;
    const larger = new Uint8Array(2 * (size + more));
    larger.set(out.subarray(0, size));
    out = larger;
  }

  function repeat(code) {
    const length = LENGTHS[code] + reader.bits(lengthBits(code));
    return (distance) => {
      room(length);
      for (let number = 0; number < length; number += 1, size += 1) out[size] = out[size - distance];
    };
  }

  function block(literals, distances) {
    for (;;) {
      const found = reader.symbol(literals);
      if (found === 256) return;
      if (found < 256) {
        room(1);
        out[size] = found;
        size += 1;
      } else {
        const copy = repeat(found - 257);
        const code = reader.symbol(distances);
        copy(distanceBase(code) + reader.bits(distanceBits(code)));
      }
    }
  }

  for (let isLast = 0; !isLast; ) {
    isLast = reader.bits(1);
    const kind = reader.bits(2);
    if (kind === 0) {
      const bytes = reader.stored();
      room(bytes.length);
      out.set(bytes, size);
      size += bytes.length;
    } else if (kind === 1) block(FIXED, FIXED_DISTANCES);
    else if (kind === 2) block(...ownCodes(reader));
    else throw new Error("packed data is damaged");
  }
  return out.subarray(0, size);
}

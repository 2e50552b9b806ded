import { encode } from 'uqr';

/** A QR code as one path of unit squares, and how many squares it has along a side, with the quiet zone of 4 around it. */
export function drawQrCode(words: string): { path: string; size: number } {
  const { data, size } = encode(words, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { path, size };
}

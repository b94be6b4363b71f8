import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);
const latin = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const japanese = dirname(require.resolve('@expo-google-fonts/biz-udpgothic/package.json'));

/** Latin, Greek and Cyrillic by the first font of a weight; what it lacks, such as Japanese, by the second. */
const fonts = {
  regular: [join(latin, 'DejaVuSans.ttf'), join(japanese, '400Regular/BIZUDPGothic_400Regular.ttf')],
  bold: [join(latin, 'DejaVuSans-Bold.ttf'), join(japanese, '700Bold/BIZUDPGothic_700Bold.ttf')],
} as const;

type Weight = keyof typeof fonts;

/** Points, of A4. */
const margin = 50;
export const left = margin;
export const right = 595 - margin;
const bottom = 842 - margin;

interface Style {
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
}

interface Place {
  /** Points from the left; of text at the right, where it ends. */
  readonly x?: number;
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** A page that text is put on from the top down. */
export interface Page {
  /** Writes a line, or several where it must wrap, and does not move on. @returns its height */
  text(text: string, style?: Style & Place): number;
  /** Moves down; to a new page when less than `room` points would be left. */
  down(points: number, room?: number): void;
  rule(): void;
  end(): Promise<Buffer>;
}

/** Whether a font can show all of a text. */
function shows(doc: PDFKit.PDFDocument, text: string): boolean {
  // The cast: pdfkit keeps fontkit's font here, and its types do not tell.
  const { _font } = doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } };
  return [...text].every((letter) => _font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
}

export function openPage(info: { title: string; author: string }): Page {
  const doc = new PDFDocument({ size: 'A4', margin, info: { Title: info.title, Author: info.author }, lang: 'en', tagged: true });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => done(Buffer.concat(chunks)));
    doc.on('error', failed);
  });
  let y = margin;

  function choose(text: string, weight: Weight): void {
    const [first, second] = fonts[weight];
    doc.font(first);
    if (!shows(doc, text)) doc.font(second);
  }

  return {
    text(text, { size = 9.5, weight = 'regular', color = '#1a1f2b', x = left, width = right - left, align = 'left' } = {}) {
      choose(text, weight);
      doc.fontSize(size).fillColor(color);
      const at = align === 'right' ? x - width : x;
      const height = doc.heightOfString(text, { width });
      doc.text(text, at, y, { width, align });
      return height;
    },
    down(points, room = 0) {
      y += points;
      if (y + room <= bottom) return;
      doc.addPage();
      y = margin;
    },
    rule() {
      doc.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor('#c5cad6').stroke();
    },
    end() {
      doc.end();
      return ended;
    },
  };
}

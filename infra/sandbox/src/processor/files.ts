import { invalid } from './errors.ts';
import { newProcessorId, now, type ProcessorFile } from './objects.ts';
import type { Processor } from './processor.ts';

const maxBytes = 5 * 1_048_576;

const beginnings = [
  { type: 'pdf', bytes: Buffer.from('%PDF-') },
  { type: 'png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'jpg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
] as const;

interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly data: Buffer;
}

/** The parts of a `multipart/form-data` body, RFC 7578. */
function partsOf(body: Buffer, boundary: string): Part[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let from = body.indexOf(mark); from >= 0; ) {
    const next = body.indexOf(mark, from + mark.length);
    if (next < 0) break;
    const part = body.subarray(from + mark.length + 2, next - 2);
    const end = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, Math.max(end, 0)).toString();
    const name = /; name="([^"]*)"/.exec(head)?.[1];
    if (name !== undefined) parts.push({ name, filename: /filename="([^"]*)"/.exec(head)?.[1] ?? null, data: part.subarray(end + 4) });
    from = next;
  }
  return parts;
}

/** `POST /v1/files`: evidence for a dispute, PDF, PNG or JPEG up to 5 MB. The bytes themselves are not kept. */
export function uploadFile(processor: Processor, body: Buffer, contentType: string): ProcessorFile {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const parts = boundary === undefined ? [] : partsOf(body, boundary);
  const purpose = parts.find(({ name }) => name === 'purpose')?.data.toString();
  if (purpose !== 'dispute_evidence') throw invalid('Only evidence for disputes is taken here.', { param: 'purpose' });
  const file = parts.find(({ name }) => name === 'file');
  if (!file) throw invalid('Missing required param: file.', { code: 'parameter_missing', param: 'file' });
  const type = beginnings.find(({ bytes }) => file.data.subarray(0, bytes.length).equals(bytes))?.type;
  if (!type) throw invalid('The file is neither PDF, PNG nor JPEG.', { param: 'file' });
  if (file.data.length > maxBytes) throw invalid('The file is larger than 5 MB.', { param: 'file' });
  return processor.books.put('file', {
    id: newProcessorId('file'),
    object: 'file',
    created: now(),
    filename: file.filename,
    purpose,
    size: file.data.length,
    type,
  });
}

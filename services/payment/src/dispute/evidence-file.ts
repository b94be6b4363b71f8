import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';

/** Bytes; what the processor takes, https://docs.stripe.com/file-upload. */
export const maxEvidenceBytes = 5 * 1_048_576;

const signatures = [
  { mediaType: 'application/pdf', begin: Buffer.from('%PDF-'), end: Buffer.from('%%EOF'), extension: 'pdf' },
  {
    mediaType: 'image/png',
    begin: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    end: Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
    extension: 'png',
  },
  { mediaType: 'image/jpeg', begin: Buffer.from([0xff, 0xd8, 0xff]), end: Buffer.from([0xff, 0xd9]), extension: 'jpg' },
] as const;

/** How far from its end a file may have what ends it: writers add line ends, and some a few bytes of their own. */
const trailing = 1_024;

interface EvidenceFile {
  readonly mediaType: schemas.DisputeFile['mediaType'];
  readonly extension: string;
}

/**
 * What a file is by its content, whatever its name says: how it begins, and that it is whole.
 * @throws INVALID_INPUT naming `file`
 */
export function recogniseEvidence(bytes: Buffer): EvidenceFile {
  const found = signatures.find(({ begin }) => bytes.subarray(0, begin.length).equals(begin));
  if (!found) throw refused('is neither PDF, PNG nor JPEG');
  if (!bytes.subarray(-trailing).includes(found.end)) throw refused('is cut off');
  return found;
}

function refused(message: string): TradewindError {
  return new TradewindError('INVALID_INPUT', `file: ${message}`, { errors: [{ path: 'file', message }] });
}

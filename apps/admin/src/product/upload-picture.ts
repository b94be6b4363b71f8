import type { Picture } from '#gateway/procedures.ts';
import { sendForm } from '#gateway/send-form.ts';

/** Stores a picture with its description. @throws TradewindError */
export function uploadPicture(file: File, alt: string): Promise<Picture> {
  const form = new FormData();
  form.set('alt', alt);
  form.set('file', file);
  return sendForm('/api/media', form, 'picture');
}

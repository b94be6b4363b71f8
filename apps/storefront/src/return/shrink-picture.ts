/** Pixels, each way; the shop keeps no more. */
const side = 1_280;

/**
 * A photo as a small JPEG in base64, so that a phone's megabytes need not travel.
 * @throws when the browser cannot read it as a picture
 */
export async function shrinkPicture(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.8).replace(/^data:[^,]*,/, '');
}

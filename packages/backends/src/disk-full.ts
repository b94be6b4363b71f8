/** Words for a failure whose cause is a full disk; otherwise the given ones. */
export function orDiskFull(output: string, otherwise: string): string {
  return /ENOSPC|no space left/i.test(output) ? 'The disk is full: free some space and start again.' : otherwise;
}

/** The address that an invitation's code or QR code leads to. */
export function joinUrl(publicUrl: string, code: string): string {
  return `${publicUrl}/join/${code}`
}

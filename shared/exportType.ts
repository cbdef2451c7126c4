/**
 * What an export answers to whoever accepts this type: lines of JSON that tell where the work is,
 * then either why there is no file, or what it is called, followed by exactly its bytes.
 */
export const progressType = 'application/vnd.accord.export'

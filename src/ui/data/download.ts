import { encodeExport, type ExportFile } from '../../storage/export-file';

/** Hands an export to the browser as a file to save. */
export function downloadExport(file: ExportFile): void {
  const url = URL.createObjectURL(new Blob([encodeExport(file)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `envelope-lab-${file.exportedAt.slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Columns, each as wide as its longest cell; lines that are longer than the terminal are cut. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string {
  const lines = [header, ...rows].map((cells) => cells.map((cell) => cell.replaceAll(/\s+/g, ' ')));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n');
}

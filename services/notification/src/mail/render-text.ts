import type { MailContent } from './mail-content.ts';

/** A mail as plain text: for those who read it so, for screen readers, and for spam filters that mistrust mere HTML. */
export function renderText(content: MailContent): string {
  const { heading, paragraphs, code, items = [], sums = [], facts = [], button, reason } = content;
  const width = Math.max(0, ...sums.map((sum) => sum.label.length));
  const blocks = [
    heading,
    ...paragraphs,
    code,
    items.map(({ quantity, title, variant, amount }) => `${quantity} × ${title}${variant && ` (${variant})`}: ${amount}`).join('\n'),
    sums.map(({ label, amount }) => `${`${label}:`.padEnd(width + 2)}${amount}`).join('\n'),
    ...facts.map(({ label, lines }) => [`${label}:`, ...lines].join('\n')),
    button && `${button.label}: ${button.url}`,
    `--\nTradewind\n${reason}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Who issues the invoices. */
export const seller = {
  name: 'Tradewind',
  lines: ['400 Harbour Road', 'Portland, OR 97209', 'United States'],
} as const;

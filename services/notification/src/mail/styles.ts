import type { CSSProperties } from 'react';

/** What Outlook and Gmail know best. */
export const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

// The shop's colours in its light theme; mail readers know no custom properties.
const ink = '#10241f';
const muted = '#53635d';
const line = '#e4ded1';
const primary = '#0e5a4b';

const small = { fontSize: '14px', lineHeight: '20px' } satisfies CSSProperties;
const sum = { ...small, padding: '3px 0', color: muted } satisfies CSSProperties;
const total = { padding: '8px 0 0', fontSize: '18px', lineHeight: '24px', fontWeight: 700, color: ink } satisfies CSSProperties;

export const styles = {
  body: {
    margin: 0,
    padding: '24px 12px',
    backgroundColor: '#fbf9f4',
    color: ink,
    fontFamily: 'Inter, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif',
  },
  page: { maxWidth: '600px' },
  brand: { backgroundColor: '#0c3b33', borderRadius: '16px 16px 0 0', padding: '0 32px' },
  wordmark: { margin: 0, padding: '20px 0', color: '#f6f2e8', fontSize: '22px', fontWeight: 700, letterSpacing: '-0.02em' },
  card: { backgroundColor: '#ffffff', border: `1px solid ${line}`, borderTop: 'none', borderRadius: '0 0 16px 16px', padding: '32px' },
  heading: { margin: '0 0 12px', fontSize: '26px', lineHeight: '32px', letterSpacing: '-0.02em', color: ink },
  paragraph: { margin: '0 0 14px', fontSize: '16px', lineHeight: '25px', color: ink },
  code: {
    margin: '20px 0',
    padding: '18px 0',
    textAlign: 'center',
    backgroundColor: '#f3efe6',
    borderRadius: '12px',
    fontSize: '34px',
    lineHeight: '40px',
    fontWeight: 700,
    letterSpacing: '0.28em',
    color: primary,
  },
  button: {
    margin: '6px 0 10px',
    padding: '13px 24px',
    backgroundColor: primary,
    borderRadius: '10px',
    color: '#ffffff',
    fontSize: '16px',
    fontWeight: 600,
  },
  line: { margin: '22px 0', border: 'none', borderTop: `1px solid ${line}` },
  item: { marginBottom: '14px' },
  pictureCell: { width: '80px', verticalAlign: 'top' },
  picture: { borderRadius: '10px', backgroundColor: '#f3efe6' },
  itemText: { verticalAlign: 'top' },
  itemTitle: { margin: 0, fontSize: '15px', lineHeight: '22px', fontWeight: 600, color: ink },
  itemDetail: { ...small, margin: 0, color: muted },
  amount: { width: '110px', verticalAlign: 'top', textAlign: 'right', fontSize: '15px', lineHeight: '22px', color: ink },
  sumLabel: sum,
  sumAmount: { ...sum, textAlign: 'right' },
  totalLabel: total,
  totalAmount: { ...total, textAlign: 'right' },
  fact: { marginBottom: '16px' },
  factLabel: { ...small, margin: '0 0 4px', fontWeight: 600, color: muted },
  factLine: { margin: 0, fontSize: '15px', lineHeight: '22px', color: ink },
  footer: { margin: '20px 0 0', padding: '0 32px', textAlign: 'center', fontSize: '13px', lineHeight: '20px', color: muted },
} as const satisfies Record<string, CSSProperties>;

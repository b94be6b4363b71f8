export interface MailItem {
  readonly title: string;
  /** `Blue / M`, or nothing. */
  readonly variant: string;
  readonly quantity: number;
  /** For people, with its currency. */
  readonly amount: string;
  readonly picture: { readonly url: string; readonly alt: string } | null;
}

/**
 * What a mail says, before it is either HTML or plain text: each kind of message makes one of these, and two functions write
 * it out, so that both forms always tell the same.
 */
export interface MailContent {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preview: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly code?: string;
  readonly button?: { readonly label: string; readonly url: string };
  readonly items?: readonly MailItem[];
  /** The last one is the sum. */
  readonly sums?: readonly { readonly label: string; readonly amount: string }[];
  readonly facts?: readonly { readonly label: string; readonly lines: readonly string[] }[];
  /** Why they get this. */
  readonly reason: string;
}

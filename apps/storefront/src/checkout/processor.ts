/** The part of Stripe.js that the checkout uses (https://docs.stripe.com/js); the sandbox's script has the same. */
export interface CardElement {
  mount(target: HTMLElement): void;
  update(options: object): void;
  destroy(): void;
  on(event: 'ready', handler: () => void): void;
  on(event: 'change', handler: (change: { complete: boolean; error?: { message: string } }) => void): void;
}

interface PaymentError {
  readonly code?: string;
  readonly decline_code?: string;
  readonly message?: string;
}

interface BillingDetails {
  readonly name: string;
  readonly email: string;
  readonly address: { line1: string; line2?: string; city: string; state?: string; postal_code: string; country: string };
}

interface Appearance {
  readonly theme: 'stripe' | 'night';
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Processor {
  elements(options?: { appearance?: Appearance }): {
    create(type: 'card', options?: object): CardElement;
    update(options: { appearance: Appearance }): void;
  };
  confirmCardPayment(
    clientSecret: string,
    /** A card's id, or what is typed into the card element. */
    data: { payment_method: string | { card: CardElement; billing_details: BillingDetails } },
  ): Promise<{ paymentIntent?: { status: string }; error?: PaymentError }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => Processor;
  }
}

let loading: Promise<void> | null = null;

function loadScript(url: string): Promise<void> {
  loading ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error('The card processor cannot be reached'));
    };
    document.head.append(script);
  });
  return loading;
}

/** Loads the processor's own script, once per page. @throws Error when it cannot be reached */
export async function loadProcessor(scriptUrl: string, publishableKey: string): Promise<Processor> {
  if (!window.Stripe) await loadScript(scriptUrl);
  if (!window.Stripe) throw new Error('The card processor cannot be reached');
  return window.Stripe(publishableKey);
}

const declines: Readonly<Record<string, string>> = {
  insufficient_funds: 'Your card has not enough funds for this. Nothing was charged. Please try another card.',
  expired_card: 'Your card has expired. Nothing was charged. Please try another card.',
  incorrect_cvc: 'The security code does not fit the card. Nothing was charged. Please check it and try again.',
  payment_intent_authentication_failure:
    'Your bank could not confirm that it is you. Nothing was charged. Please try again or use another card.',
};

/** What a failed payment is told as: what happened, that no money moved, and what to do. */
export function declineText({ code, decline_code: declineCode, message }: PaymentError): string {
  const known = declines[declineCode ?? ''] ?? declines[code ?? ''];
  if (known) return known;
  if (code === 'card_declined') return 'Your bank declined the card. Nothing was charged. Please try another card or ask your bank.';
  return message ?? 'The payment did not go through. Nothing was charged. Please try again.';
}

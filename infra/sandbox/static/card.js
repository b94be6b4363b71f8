/** The card fields inside of the processor's frame. Only the page that made the frame is listened to. */
const query = new URLSearchParams(location.search);
const parentOrigin = query.get('parent') ?? '';
const channel = query.get('channel') ?? '';
const form = document.getElementById('card');
const number = document.getElementById('number');
const expiry = document.getElementById('expiry');
const cvc = document.getElementById('cvc');

const tell = (type, detail, request) => parent.postMessage({ channel, type, detail, request }, parentOrigin);
const digits = (input) => input.value.replaceAll(/\D/g, '');

function brandOf(value) {
  if (/^4/.test(value)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(value)) return 'mastercard';
  if (/^3[47]/.test(value)) return 'amex';
  return 'unknown';
}

/** The check digit of ISO/IEC 7812-1. */
function luhn(value) {
  let sum = 0;
  for (const [index, digit] of [...value].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const longest = () => (brandOf(digits(number)) === 'amex' ? 15 : 16);

/** What is wrong with each field as it stands: nothing, or a code and a sentence. */
const checks = new Map([
  [
    number,
    () => {
      if (digits(number).length < longest()) return ['incomplete_number', 'Your card number is incomplete.'];
      return luhn(digits(number)) ? null : ['invalid_number', 'Your card number is invalid.'];
    },
  ],
  [
    expiry,
    () => {
      const typed = digits(expiry);
      if (typed.length < 4) return ['incomplete_expiry', "Your card's expiry date is incomplete."];
      const month = Number(typed.slice(0, 2));
      if (month < 1 || month > 12) return ['invalid_expiry', "Your card's expiry month is invalid."];
      return Date.UTC(2000 + Number(typed.slice(-2)), month) < Date.now()
        ? ['invalid_expiry_year_past', "Your card's expiry date is in the past."]
        : null;
    },
  ],
  [
    cvc,
    () =>
      digits(cvc).length < (brandOf(digits(number)) === 'amex' ? 4 : 3)
        ? ['incomplete_cvc', "Your card's security code is incomplete."]
        : null,
  ],
]);

function show(input, problem) {
  document.getElementById(`${input.id}-error`).textContent = problem ? problem[1] : '';
  if (problem) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

function changed() {
  const shown = [...checks.keys()].find((input) => input.hasAttribute('aria-invalid'));
  const problem = shown && checks.get(shown)();
  tell('change', {
    brand: brandOf(digits(number)),
    complete: [...checks.values()].every((check) => check() === null),
    empty: [...checks.keys()].every((input) => input.value === ''),
    error: problem ? { type: 'validation_error', code: problem[0], message: problem[1] } : undefined,
  });
}

/** Writes a field anew with its separators, and leaves the caret where it was among the digits. */
function format(input, write) {
  const before = input.value.slice(0, input.selectionStart ?? 0).replaceAll(/\D/g, '').length;
  const atEnd = input.selectionStart === input.value.length;
  input.value = write(digits(input));
  if (atEnd || document.activeElement !== input) return;
  let place = 0;
  for (let seen = 0; place < input.value.length && seen < before; place += 1) if (/\d/.test(input.value[place])) seen += 1;
  input.setSelectionRange(place, place);
}

function writeNumber(value) {
  const amex = brandOf(value) === 'amex';
  const groups = amex ? /^(\d{0,4})(\d{0,6})(\d{0,5})/ : /^(\d{0,4})(\d{0,4})(\d{0,4})(\d{0,4})/;
  return value.slice(0, longest()).match(groups).slice(1).filter(Boolean).join(' ');
}

/** Autofill writes `MM/YYYY`, people write `1/30`. */
function writeExpiry(value) {
  const four = value.length === 6 ? value.slice(0, 2) + value.slice(4) : value.slice(0, 4);
  const padded = /^[2-9]/.test(four) ? `0${four}` : four;
  return padded.length > 2 ? `${padded.slice(0, 2)} / ${padded.slice(2, 4)}` : padded;
}

const writers = new Map([
  [number, writeNumber],
  [expiry, writeExpiry],
  [cvc, (value) => value.slice(0, 4)],
]);

for (const [input, write] of writers) {
  input.addEventListener('input', () => {
    format(input, write);
    document.getElementById('brand').dataset.brand = brandOf(digits(number));
    const problem = checks.get(input)();
    if (!problem?.[0].startsWith('incomplete')) show(input, problem);
    changed();
  });
  input.addEventListener('blur', () => {
    if (input.value !== '') show(input, checks.get(input)());
    changed();
    tell('blur', {});
  });
  input.addEventListener('focus', () => tell('focus', {}));
}

async function confirmPayment({ clientSecret, key, billing }) {
  const problems = [...checks].flatMap(([input, check]) => {
    const problem = check();
    show(input, problem);
    return problem ? [{ input, problem }] : [];
  });
  if (problems.length > 0) {
    problems[0].input.focus();
    const [code, message] = problems[0].problem;
    return { error: { type: 'validation_error', code, message } };
  }
  const typed = digits(expiry);
  const body = new URLSearchParams({
    key,
    client_secret: clientSecret,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': digits(number),
    'payment_method_data[card][exp_month]': typed.slice(0, 2),
    'payment_method_data[card][exp_year]': `20${typed.slice(-2)}`,
    'payment_method_data[card][cvc]': digits(cvc),
  });
  for (const field of ['name', 'email', 'phone']) {
    if (billing?.[field]) body.set(`payment_method_data[billing_details][${field}]`, billing[field]);
  }
  try {
    const answer = await fetch(`/v1/payment_intents/${encodeURIComponent(clientSecret.split('_secret_')[0])}/confirm`, {
      method: 'POST',
      body,
    });
    const result = await answer.json();
    return result.error ? { error: result.error } : { paymentIntent: result };
  } catch {
    return { error: { type: 'api_connection_error', message: 'The payment service cannot be reached. Please try again.' } };
  }
}

function disable(disabled) {
  for (const input of checks.keys()) input.disabled = disabled;
}

/** Takes on what the page asked for, of what https://docs.stripe.com/elements/appearance-api has. */
function dress(appearance) {
  document.documentElement.dataset.theme = { night: 'dark', stripe: 'light', flat: 'light' }[appearance.theme] ?? 'auto';
  for (const name of ['colorPrimary', 'colorBackground', 'colorText', 'colorTextSecondary', 'colorDanger', 'borderRadius', 'fontFamily']) {
    const value = appearance.variables?.[name];
    if (typeof value === 'string' && value.length < 120) document.documentElement.style.setProperty(`--${name}`, value);
  }
}

addEventListener('message', async (event) => {
  if (event.source !== parent || event.origin !== parentOrigin || event.data?.channel !== channel) return;
  const { type, request } = event.data;
  if (type === 'confirm') tell('result', await confirmPayment(event.data), request);
  else if (type === 'focus') number.focus();
  else if (type === 'update') disable(event.data.disabled === true);
  else if (type === 'dress') dress(event.data.appearance);
  else if (type === 'clear') {
    form.reset();
    for (const input of checks.keys()) show(input, null);
    changed();
  }
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  tell('submit', {});
});

dress(JSON.parse(query.get('appearance') || '{}'));
disable(query.get('disabled') === '1');
new ResizeObserver(() => tell('resize', { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
tell('ready', {});

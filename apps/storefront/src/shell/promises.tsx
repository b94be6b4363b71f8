import { PackageCheck, RotateCcw, ShieldCheck } from 'lucide-react';

const promises = [
  { icon: PackageCheck, title: 'Sent within a day', text: 'What delivery costs is told before you pay.' },
  { icon: RotateCcw, title: 'Cancel while we pack', text: 'Your money is back at once, without a question.' },
  { icon: ShieldCheck, title: 'Paid safely', text: 'Your card goes to the processor, never to us.' },
];

export function Promises() {
  return (
    <ul className="shell grid gap-x-8 gap-y-5 border-b py-8 sm:grid-cols-3">
      {promises.map(({ icon: Icon, title, text }) => (
        <li key={title} className="flex gap-3.5">
          <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-primary" strokeWidth={1.75} />
          <div>
            <p className="font-medium">{title}</p>
            <p className="text-muted text-sm">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

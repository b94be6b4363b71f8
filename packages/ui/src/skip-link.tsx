import { buttonStyles } from './button.tsx';
import { cn } from './cn.ts';

/** The first thing the keyboard reaches; seen when it has the focus. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className={cn(buttonStyles(), 'sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:h-11 focus:px-4')}
    >
      Skip to content
    </a>
  );
}

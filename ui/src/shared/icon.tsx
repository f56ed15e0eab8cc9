// One way to draw a Tabler icon: our stroke, our three sizes, never read aloud (a word always stands beside it).
import type { TablerIcon } from "@tabler/icons-react";

interface Props {
  of: TablerIcon;
  size?: 14 | 16 | 18 | 22 | 26;
  className?: string | undefined;
}

export function Icon({ of: Drawing, size = 18, className }: Props) {
  return (
    <Drawing
      aria-hidden="true"
      focusable="false"
      stroke={1.75}
      size={`${size / 16}rem`}
      className={className}
    />
  );
}

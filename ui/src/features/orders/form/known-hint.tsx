// Somebody typed as new who is a customer already: said where the e-mail stands, with the press that takes them.
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type CustomerRowView, useBackend } from "../../../backend";
import { Note } from "../../../shared/note";
import { RichText } from "../../../shared/rich-text";
import { useWords } from "../../../words";

interface Props {
  email: string;
  onTake: (row: CustomerRowView) => void;
}

export function KnownHint({ email, onTake }: Props) {
  const words = useWords().orderDesk.known;
  const backend = useBackend();
  const [wanted] = useDebouncedValue(email.trim().toLowerCase(), 300);
  const isEmail = /^\S+@\S+\.\S+$/.test(wanted);
  const found = useQuery({
    queryKey: ["customers", wanted],
    queryFn: () => backend.findCustomers(wanted),
    enabled: isEmail,
  });
  const known = isEmail ? found.data?.find((row) => row.email.toLowerCase() === wanted) : undefined;
  if (!known || wanted !== email.trim().toLowerCase()) return null;
  return (
    <Note
      tone="acc"
      says="status"
      actions={
        <Button size="xs" onClick={() => onTake(known)}>
          {words.take}
        </Button>
      }
    >
      <span data-private>
        <RichText of={words.is(known.name)} />
      </span>
    </Note>
  );
}

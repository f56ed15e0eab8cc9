// An address without a screen.
import { PageHeading } from "../../shared/page-heading";
import { useWords } from "../../words";

export function NotFound() {
  const words = useWords();
  return <PageHeading title={words.shell.notFound.title} lead={words.shell.notFound.text} />;
}

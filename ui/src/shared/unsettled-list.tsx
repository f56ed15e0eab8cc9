// Orders whose outcome nobody knows yet, by the title the desk gives them.
import { List } from "@mantine/core";
import type { UnsettledView } from "../backend";
import { useWords } from "../words";

export function UnsettledList({ unsettled }: { unsettled: readonly UnsettledView[] }) {
  const words = useWords().shell.unsettled;
  return (
    <List
      aria-label={words.list}
      listStyleType="disc"
      size="sm"
      my="xs"
      mah="40vh"
      style={{ overflowY: "auto" }}
      tabIndex={0}
    >
      {unsettled.map(({ key, title, inFlight }) => (
        <List.Item key={key}>
          <span data-private>{title || words.untitled}</span> · {inFlight ? words.inFlight : words.waiting}
        </List.Item>
      ))}
    </List>
  );
}

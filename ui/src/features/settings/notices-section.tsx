// Desktop notices: on or off, and the hours in which nothing is told.
import { Select, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { type NoticeRules, useBackend } from "../../backend";
import { clockTime } from "../../shared/date-time";
import { FailureNote } from "../../shared/failure-note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const queryKey = ["notices", "rules"] as const;

export function NoticesSection() {
  const { notices: words } = useWords().help;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const id = useId();
  const rules = useQuery({ queryKey, queryFn: () => backend.noticeRules(), enabled: stamp !== "" });
  const save = useMutation({
    mutationFn: (wanted: NoticeRules) => backend.saveNoticeRules(stamp, wanted),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
  });
  const { data } = rules;
  const hour = (name: "quietFrom" | "quietUntil", label: string) =>
    data ? (
      <Select
        aria-label={label}
        w="9rem"
        allowDeselect={false}
        data={hours.map((one) => ({
          value: String(one),
          label: words.hour(one, clockTime(new Date(2026, 0, 5, one))),
        }))}
        value={String(data[name])}
        onChange={(value) => save.mutate({ ...data, [name]: Number(value) })}
      />
    ) : null;
  return (
    <Section id="notices" title={words.section} text={words.sectionText}>
      {rules.isError ? <FailureNote error={rules.error} onRetry={() => void rules.refetch()} /> : null}
      {save.isError ? <FailureNote error={save.error} /> : null}
      {data ? (
        <Rows>
          <Row id={id} name={words.on} text={words.onText}>
            <Switch
              aria-label={words.on}
              aria-describedby={`${id}-text`}
              checked={data.on ?? true}
              onChange={(event) => save.mutate({ ...data, on: event.currentTarget.checked })}
            />
          </Row>
          <Row name={words.quiet} text={words.quietText}>
            {hour("quietFrom", words.from)}
            {hour("quietUntil", words.until)}
          </Row>
        </Rows>
      ) : null}
    </Section>
  );
}

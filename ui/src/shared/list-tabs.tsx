// The views of a list, each with its count (CSS draws it, the name says it). A count of 0 is not shown and not spoken.
import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { number } from "../words/intl";
import classes from "./list-tabs.module.css";

interface ListTab<Name extends string> {
  name: Name;
  word: string;
  count: number;
  /** Something in it needs a person. */
  hot?: boolean;
}

interface Props<Name extends string> {
  label: string;
  /** "Pending, 4" */
  spoken: (word: string, count: number) => string;
  tabs: readonly ListTab<Name>[];
  value: Name;
  onChange: (name: Name) => void;
  children: ReactNode;
}

export function ListTabs<Name extends string>({
  label,
  spoken,
  tabs,
  value,
  onChange,
  children,
}: Props<Name>) {
  const take = (name: string | null) => {
    const tab = tabs.find((one) => one.name === name);
    if (tab) onChange(tab.name);
  };
  return (
    <Tabs value={value} onChange={take} keepMounted={false}>
      <Tabs.List aria-label={label} className={classes.tabs}>
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.name}
            value={tab.name}
            aria-label={spoken(tab.word, tab.count)}
            className={classes.tab}
          >
            {tab.word}
            {tab.count > 0 ? (
              <span
                className={classes.count}
                data-hot={tab.hot || undefined}
                data-count={number(tab.count)}
              />
            ) : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.name} value={tab.name} aria-label={tab.word}>
          {tab.name === value ? children : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

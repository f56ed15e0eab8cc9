// Who the order is for: somebody new, typed here, or somebody the account already has, found by name or e-mail.
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUserCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { type CustomerForm, type CustomerRowView, useBackend } from "../../../backend";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { fillAddress, noCustomer } from "./draft-form";
import { FindBox } from "./find-box";
import { useOrderForm } from "./form-context";
import { KnownHint } from "./known-hint";
import classes from "./new-order.module.css";
import { TextPart } from "./text-part";

type New = Extract<CustomerForm, { kind: "new" }>;

export function CustomerPart() {
  const words = useWords().orders.form;
  const { order, change } = useOrderForm();
  const { customer } = order;
  const id = useId();
  const [choosing, setChoosing] = useState(customer.kind === "known" && customer.id === "");
  // What was typed for somebody new comes back when no known customer is wanted after all.
  const typed = useRef<CustomerForm>(customer.kind === "new" ? customer : noCustomer);
  if (customer.kind === "new") typed.current = customer;
  const find = useRef<HTMLInputElement>(null);
  const chosen = customer.kind === "known" && customer.id !== "" && !choosing ? customer : null;
  useEffect(() => {
    if (choosing) find.current?.focus();
  }, [choosing]);
  const typeNew = () => {
    setChoosing(false);
    if (customer.kind === "known") change((before) => ({ ...before, customer: typed.current }));
  };
  const take = (row: CustomerRowView) => {
    const filled = fillAddress(order.address, row.lastAddress);
    change((before) => ({
      ...before,
      customer: { kind: "known", id: row.id, name: row.name, email: row.email },
      address: filled ?? before.address,
    }));
    setChoosing(false);
    announce(filled ? words.knownChosenFilled(row.name) : words.knownChosen(row.name));
  };
  return (
    <section className={classes.section} aria-labelledby={id} data-private="fields">
      <div className={classes.sectionHead}>
        <h2 id={id}>{words.customer}</h2>
        {choosing || chosen ? null : <span className={classes.dim}>{words.customerNew}</span>}
        <Button
          size="compact-sm"
          variant="subtle"
          className={classes.headEnd}
          onClick={choosing || chosen ? typeNew : () => setChoosing(true)}
        >
          {choosing || chosen ? words.typeNew : words.chooseKnown}
        </Button>
      </div>
      {choosing ? <FindCustomer inputRef={find} onTake={take} /> : null}
      {chosen ? <Chosen name={chosen.name} email={chosen.email} onOther={() => setChoosing(true)} /> : null}
      {!choosing && customer.kind === "new" ? <NewCustomer customer={customer} onTake={take} /> : null}
    </section>
  );
}

function NewCustomer({ customer, onTake }: { customer: New; onTake: (row: CustomerRowView) => void }) {
  const words = useWords().orders.form;
  const { change } = useOrderForm();
  const set = (part: Partial<New>) =>
    change((before) =>
      before.customer.kind === "new" ? { ...before, customer: { ...before.customer, ...part } } : before,
    );
  return (
    <>
      <div className={classes.person}>
        <TextPart
          path="customer.firstName"
          label={words.fields["customer.firstName"]}
          value={customer.firstName}
          onChange={(firstName) => set({ firstName })}
        />
        <TextPart
          path="customer.lastName"
          label={words.fields["customer.lastName"]}
          value={customer.lastName}
          onChange={(lastName) => set({ lastName })}
        />
        <TextPart
          path="customer.email"
          label={words.fields["customer.email"]}
          inputMode="email"
          value={customer.email}
          onChange={(email) => set({ email })}
        />
        <TextPart
          path="customer.phone"
          label={words.fields["customer.phone"]}
          inputMode="tel"
          value={customer.phone}
          onChange={(phone) => set({ phone })}
        />
      </div>
      <KnownHint email={customer.email} onTake={onTake} />
    </>
  );
}

function Chosen({ name, email, onOther }: { name: string; email: string; onOther: () => void }) {
  const words = useWords().orders.form;
  const { problemAt } = useOrderForm();
  const error = problemAt("customer.id") ?? problemAt("customer");
  return (
    <>
      <div className={classes.chosen}>
        <Icon of={IconUserCheck} />
        <p className={classes.chosenName} data-private>
          <b>{name}</b>
          <span>{email || words.noEmail}</span>
        </p>
        <Button size="xs" data-wrong={error ? true : undefined} onClick={onOther}>
          {words.chooseAnother}
        </Button>
      </div>
      {error ? <p className={classes.wrong}>{error}</p> : null}
    </>
  );
}

interface FindProps {
  inputRef: React.RefObject<HTMLInputElement | null>;
  onTake: (row: CustomerRowView) => void;
}

function FindCustomer({ inputRef, onTake }: FindProps) {
  const words = useWords().orders.form;
  const backend = useBackend();
  const { problemAt, leave } = useOrderForm();
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({
    queryKey: ["customers", wanted],
    queryFn: () => backend.findCustomers(wanted),
    placeholderData: (before) => before,
  });
  const rows = found.data ?? [];
  const nothing = () => {
    if (found.isError) return words.knownFailed;
    if (found.isPending || wanted !== text.trim()) return words.knownLooking;
    return wanted ? words.knownNone(wanted) : words.knownStart;
  };
  return (
    <FindBox
      ref={inputRef}
      label={words.known}
      labelShown
      placeholder={words.knownHint}
      path="customer.id"
      text={text}
      onText={setText}
      error={problemAt("customer") ?? problemAt("customer.id")}
      found={rows.map((row) => ({
        value: row.id,
        label: row.name,
        detail: words.knownDetail(row.email, row.lastAddress?.city ?? ""),
      }))}
      nothing={nothing()}
      onTake={(id) => {
        const row = rows.find((one) => one.id === id);
        if (row) onTake(row);
      }}
      onBlur={() => leave("customer")}
    />
  );
}

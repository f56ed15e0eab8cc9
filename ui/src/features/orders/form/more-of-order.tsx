// The rare fields of the order: the brand's own number, another name on the parcel, a note.
import { Textarea } from "@mantine/core";
import { FieldError } from "../../../shared/fields";
import { useWords } from "../../../words";
import { Fold } from "./fold";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";
import { TextPart } from "./text-part";

export function MoreOfOrder() {
  const words = useWords().orders.form;
  const { order, change, problemAt, leave } = useOrderForm();
  const wrong = ["yourOrderNumber", "address.addressee", "note"].some(
    (path) => problemAt(path) !== undefined,
  );
  const typed = `${order.yourOrderNumber}${order.address.addressee}${order.note}` !== "";
  const noteError = problemAt("note");
  return (
    <Fold title={words.moreOfOrder} needed={wrong || typed}>
      <div className={classes.rare} data-private="fields">
        <TextPart
          path="yourOrderNumber"
          label={words.fields.yourOrderNumber}
          hint={words.yourNumberHint}
          value={order.yourOrderNumber}
          onChange={(yourOrderNumber) => change((before) => ({ ...before, yourOrderNumber }))}
        />
        <TextPart
          path="address.addressee"
          label={words.fields["address.addressee"]}
          hint={words.addresseeHint}
          value={order.address.addressee}
          onChange={(addressee) =>
            change((before) => ({ ...before, address: { ...before.address, addressee } }))
          }
        />
      </div>
      <Textarea
        label={words.fields.note}
        description={words.noteHint}
        rows={3}
        resize="vertical"
        autoComplete="off"
        spellCheck={false}
        data-path="note"
        value={order.note}
        error={noteError ? <FieldError>{noteError}</FieldError> : undefined}
        aria-invalid={noteError ? true : undefined}
        onChange={(event) => change((before) => ({ ...before, note: event.currentTarget.value }))}
        onBlur={() => leave("note")}
      />
    </Fold>
  );
}

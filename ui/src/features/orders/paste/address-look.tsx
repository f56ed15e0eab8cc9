// Below the address: what is worth a look before a box is made, each with its mend, and what a return costs. Nothing of it blocks.
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type AddressFinding, useBackend } from "../../../backend";
import { Note } from "../../../shared/note";
import { useWords } from "../../../words";
import type { Address } from "../form/draft-form";
import { useOrderForm } from "../form/form-context";
import classes from "./paste.module.css";

export function AddressLook() {
  const words = useWords();
  const own = words.orderDesk.address;
  const backend = useBackend();
  const { order, change } = useOrderForm();
  const [address] = useDebouncedValue(order.address, 300);
  const [fine, setFine] = useState<ReadonlySet<string>>(new Set());
  const look = useQuery({
    queryKey: ["address-look", address],
    queryFn: () => backend.checkAddress(address),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  // While a field is typed, what was found about its older words says nothing.
  if (address !== order.address) return null;
  const findings = (look.data ?? []).filter(
    (found) => !fine.has(keyOf(found, address)) && isDue(found, address),
  );
  if (findings.length === 0) return null;
  const use = ({ path, value }: { path: string; value: string }) =>
    change((before) => ({
      ...before,
      address: { ...before.address, [path.replace("address.", "")]: value },
    }));
  return (
    <Note tone="warn" title={own.title(findings.length)} says="status">
      <ul className={classes.findings}>
        {findings.map((found) => {
          const field = words.orders.form.fields[found.path as keyof typeof words.orders.form.fields];
          return (
            <li key={keyOf(found, address)}>
              <span>
                <b>{own.at(field)}</b> {own.findings[found.rule](found.about ?? "")}
              </span>
              {found.fix ? (
                <Button size="xs" onClick={() => found.fix && use(found.fix)}>
                  {own.use(found.fix.value)}
                </Button>
              ) : null}
              <Button
                size="xs"
                variant="subtle"
                aria-label={own.fineOf(field)}
                onClick={() => setFine((before) => new Set(before).add(keyOf(found, address)))}
              >
                {own.fine}
              </Button>
            </li>
          );
        })}
      </ul>
      {own.cost}
    </Note>
  );
}

/** Said once about these words: it is right as it is. */
function keyOf(found: AddressFinding, address: Address): string {
  const value = address[found.path.replace("address.", "") as keyof Address] ?? "";
  return `${found.rule} ${found.path} ${value}`;
}

/** A field that is still to be typed is not missing yet. */
function isDue({ rule }: AddressFinding, { address1, city, province, postalCode }: Address): boolean {
  if (rule === "state_missing") return [address1, city, postalCode].every((text) => text.trim() !== "");
  if (rule === "zip_missing") return [address1, city, province].every((text) => text.trim() !== "");
  return true;
}

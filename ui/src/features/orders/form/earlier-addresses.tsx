// Where earlier orders of a known customer went, each one press from the address fields.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type AddressView, useBackend } from "../../../backend";
import { addressLines } from "../../../shared/address-text";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { type Address, addressFrom } from "./draft-form";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";

export function EarlierAddresses() {
  const words = useWords().orderDesk.known;
  const backend = useBackend();
  const { order, change } = useOrderForm();
  const id = order.customer.kind === "known" ? order.customer.id : "";
  const customer = useQuery({
    queryKey: ["customers", "one", id],
    queryFn: () => backend.getCustomer(id),
    enabled: id !== "",
  });
  const others = (customer.data?.addresses ?? []).filter((address) => !isSame(address, order.address));
  if (id === "" || others.length === 0) return null;
  const use = (address: AddressView) => {
    change((before) => ({ ...before, address: addressFrom(address) }));
    announce(words.addressUsed);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons under one name, not a form's fieldset
    <div className={classes.addBox} role="group" aria-label={words.addresses}>
      <span className={classes.dim}>{words.addresses}</span>
      {others.map((address) => {
        const text = addressLines(address).slice(0, 2).join(", ");
        return (
          <Button
            key={text}
            size="compact-sm"
            aria-label={words.takeAddress(text)}
            onClick={() => use(address)}
          >
            <span data-private>{text}</span>
          </Button>
        );
      })}
    </div>
  );
}

function isSame(earlier: AddressView, now: Address): boolean {
  const one = addressFrom(earlier);
  return (["address1", "address2", "city", "province", "postalCode", "country"] as const).every(
    (field) => one[field].trim() === now[field].trim(),
  );
}

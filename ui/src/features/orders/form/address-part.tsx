// Where the parcel goes. Labels follow the country: state and ZIP code, province and postal code.
import { useId, useMemo } from "react";
import { useWords } from "../../../words";
import { ChoiceBox } from "./choice-box";
import type { Address } from "./draft-form";
import { EarlierAddresses } from "./earlier-addresses";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";
import { canada, makeCountries, provincesOf, unitedStates } from "./places";
import { TextPart } from "./text-part";

export function AddressPart() {
  const words = useWords().orders.form;
  const { order, change } = useOrderForm();
  const { address } = order;
  const id = useId();
  const countries = useMemo(makeCountries, []);
  const provinces = provincesOf(address.country);
  const set = (part: Partial<Address>) =>
    change((before) => ({ ...before, address: { ...before.address, ...part } }));
  return (
    <section className={classes.section} aria-labelledby={id} data-private="fields">
      <h2 id={id}>{words.shipTo}</h2>
      <div className={classes.street}>
        <TextPart
          path="address.address1"
          label={words.fields["address.address1"]}
          value={address.address1}
          onChange={(address1) => set({ address1 })}
        />
        <TextPart
          path="address.address2"
          label={words.fields["address.address2"]}
          placeholder={words.unitExample}
          value={address.address2}
          onChange={(address2) => set({ address2 })}
        />
      </div>
      <div className={classes.town}>
        <TextPart
          path="address.city"
          label={words.fields["address.city"]}
          value={address.city}
          onChange={(city) => set({ city })}
        />
        {provinces.length > 0 ? (
          <ChoiceBox
            key={address.country}
            path="address.province"
            label={address.country === canada ? words.province : words.state}
            choices={provinces}
            value={address.province}
            onChange={(province) => set({ province })}
            free
            nothing={words.noState}
          />
        ) : (
          <TextPart
            path="address.province"
            label={words.fields["address.province"]}
            value={address.province}
            onChange={(province) => set({ province })}
          />
        )}
        <TextPart
          path="address.postalCode"
          label={address.country === unitedStates ? words.zip : words.fields["address.postalCode"]}
          value={address.postalCode}
          onChange={(postalCode) => set({ postalCode })}
        />
        <ChoiceBox
          path="address.country"
          label={words.fields["address.country"]}
          choices={countries}
          value={address.country}
          onChange={(country) => set({ country })}
          free={false}
          nothing={words.noCountry}
        />
      </div>
      <EarlierAddresses />
    </section>
  );
}

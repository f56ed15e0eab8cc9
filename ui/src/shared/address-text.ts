// An address as its lines: for the screen and for the clipboard.
import type { AddressView } from "../backend";

/** Empty parts leave no gaps: street and unit, town with region and code, country. */
export function addressLines(address: AddressView): string[] {
  const street = [address.address1, address.address2].filter(Boolean).join(", ");
  const region = [address.province, address.postalCode].filter(Boolean).join(" ");
  const town = [address.city, region].filter(Boolean).join(", ");
  return [street, town, address.country].filter(Boolean);
}

/** With the name above, as it is written on a parcel. */
export function addressText(address: AddressView, name: string): string {
  return [address.addressee || name, ...addressLines(address)].filter(Boolean).join("\n");
}

// A made-up label: its one page, and its picture as Rust draws it from the PDF.
import type { LabelView } from "../../backend";

export function labelView(shipmentId: string, script = false): LabelView {
  const pages = [{ number: 1, widthMm: 101.6, heightMm: 152.4 }];
  return { shipmentId, kind: "pdf", pages, bytes: 18_204, kept: false, script };
}

export function labelPicture(shipmentId: string, page: number): string {
  const bars = Array.from({ length: 52 }, (_, index) => {
    const width = ((index * 7 + page) % 3) + 1;
    return `<rect x="${40 + index * 6}" y="430" width="${width}" height="66"/>`;
  }).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 384 576" font-family="Arial, sans-serif">
    <rect width="384" height="576" fill="#fff"/>
    <rect x="8" y="8" width="368" height="560" fill="none" stroke="#000" stroke-width="2"/>
    <text x="24" y="56" font-size="24" font-weight="bold">PRACTICE – DO NOT SHIP</text>
    <path d="M8 80h368M8 400h368M8 520h368" stroke="#000" stroke-width="3"/>
    <text x="24" y="120" font-size="13">TIDEWELL NUTRITION</text>
    <text x="48" y="220" font-size="18">MEI-LING CHOU</text>
    <text x="48" y="246" font-size="18">1840 LAUREL GROVE LN</text>
    <text x="48" y="272" font-size="18">SAN JOSE CA 95126</text>
    ${bars}
    <text x="24" y="550" font-size="13">${shipmentId}</text>
  </svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

// A long table at its longest: at most eighty rows in the page, told rightly to a screen reader, moved through by key.
import { MantineProvider } from "@mantine/core";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../testing/show";
import { CopyButton } from "../copy-button";
import { useChosen } from "./chosen";
import { type LongColumn, type LongSort, LongTable } from "./long-table";
import { MOST_ROWS, withFocus } from "./use-long-rows";

interface Thing {
  id: string;
  name: string;
}

const TOTAL = 200_000;
const thing = (index: number): Thing => ({ id: `t${index}`, name: `Thing ${index}` });
const columns: LongColumn<Thing>[] = [
  { key: "name", header: "Name", sortBy: "name", render: (row) => row.name },
  { key: "id", header: "Id", width: 6, sortBy: "id", first: "descending", render: (row) => row.id },
  {
    key: "copy",
    header: "Copy",
    width: 6,
    render: (row) => (
      <CopyButton text={row.id} label={`Copy ${row.id}`}>
        {row.id}
      </CopyButton>
    ),
  },
];

interface Asked {
  total?: number;
  start?: number;
  rowAt?: (index: number) => Thing | undefined;
}

function Table({ total = TOTAL, start = 0, rowAt = thing, opened }: Asked & { opened: string[] }) {
  const chosen = useChosen("all");
  const [sort, setSort] = useState<LongSort>({ by: "name", descending: false });
  return (
    <MantineProvider>
      <main>
        <LongTable
          label="Things"
          columns={columns}
          total={total}
          rowAt={rowAt}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          start={start}
          sort={sort}
          onSort={setSort}
          chosen={chosen}
          onOpen={(row) => opened.push(row.id)}
        />
        <output aria-label="Chosen">{[...chosen.ids].join(" ")}</output>
      </main>
    </MantineProvider>
  );
}

function show(asked: Asked = {}) {
  const opened: string[] = [];
  render(<Table {...asked} opened={opened} />);
  const main = screen.getByRole("main");
  const scrollTo = (top: number) =>
    act(() => {
      main.scrollTop = top;
      fireEvent.scroll(main);
    });
  // What jsdom lacks: scrolling by script, and places that move with it.
  const body = main.querySelector("tbody");
  if (body) body.getBoundingClientRect = () => ({ top: -main.scrollTop }) as DOMRect;
  main.scrollTo = ((to: ScrollToOptions) => scrollTo(to.top ?? 0)) as typeof main.scrollTo;
  return { user: userEvent.setup(), main, scrollTo, opened };
}

const bodyRows = () =>
  within(screen.getByRole("table", { name: "Things" }))
    .getAllByRole("row")
    .slice(1);
const focused = () => document.activeElement?.getAttribute("aria-label");
const chosenIds = () => screen.getByRole("status", { name: "Chosen" }).textContent;

describe("two hundred thousand rows", () => {
  it("are at most eighty in the page, wherever one scrolls", async () => {
    const { scrollTo } = show();
    for (const top of [0, 1_000, 90_000, 4_200_000, 8_399_000, 20]) {
      scrollTo(top);
      await waitFor(() => {
        const first = Math.floor(top / 42);
        expect(screen.getByRole("button", { name: `Thing ${Math.min(first + 1, TOTAL - 1)}` })).toBeTruthy();
      });
      expect(document.querySelectorAll("tbody tr[data-index]").length).toBeLessThanOrEqual(MOST_ROWS);
      expect(document.querySelectorAll("tbody tr").length).toBeLessThanOrEqual(MOST_ROWS + 3);
    }
  });

  it("tell their number and each row's place to a screen reader", async () => {
    const { scrollTo } = show();
    const table = screen.getByRole("table", { name: "Things" });
    expect(table.getAttribute("aria-rowcount")).toBe("200001");
    expect(bodyRows()[0]?.getAttribute("aria-rowindex")).toBe("2");
    scrollTo(4_200_000);
    const row = (await screen.findByRole("button", { name: "Thing 100000" })).closest("tr");
    expect(row?.getAttribute("aria-rowindex")).toBe("100002");
    await expectAccessible();
  });

  it("keep the row that has the focus in the page, however far one scrolls", async () => {
    const { scrollTo } = show();
    screen.getByRole("button", { name: "Thing 3" }).focus();
    scrollTo(8_000_000);
    await screen.findByRole("button", { name: "Thing 190480" });
    expect(focused()).toBe("Thing 3");
    expect(document.querySelectorAll("tbody tr[data-index]").length).toBeLessThanOrEqual(MOST_ROWS);
  });

  it("end where browsers can no longer draw, and say so", () => {
    show({ total: 2_000_000 });
    expect(screen.getByText(/The first 714,285 rows can be scrolled to\./)).toBeTruthy();
  });
});

describe("a short list", () => {
  it("is in the page as a whole", () => {
    show({ total: MOST_ROWS });
    expect(bodyRows()).toHaveLength(MOST_ROWS);
  });
});

describe("the rows around the focus", () => {
  it("are never more than eighty, the focused one among them", () => {
    const long = Array.from({ length: 300 }, (_, index) => index + 500);
    expect(withFocus(long, 7, 10_000)).toHaveLength(MOST_ROWS);
    expect(withFocus(long, 7, 10_000)[0]).toBe(7);
    expect(withFocus([4, 5, 6], 5, 10)).toEqual([4, 5, 6]);
    expect(withFocus([4, 5, 6], 20, 10)).toEqual([4, 5, 6]);
  });
});

describe("by key", () => {
  it("arrows, PageDown, PageUp, Home and End move; Enter opens", async () => {
    const { user, opened } = show();
    screen.getByRole("button", { name: "Thing 0" }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(focused()).toBe("Thing 1");
    await user.keyboard("{PageDown}");
    await waitFor(() => expect(focused()).toBe("Thing 16"));
    await user.keyboard("{PageUp}");
    await waitFor(() => expect(focused()).toBe("Thing 1"));
    await user.keyboard("{End}");
    await waitFor(() => expect(focused()).toBe("Thing 199999"));
    await user.keyboard("{Home}");
    await waitFor(() => expect(focused()).toBe("Thing 0"));
    await user.keyboard("{ArrowUp}{ArrowDown}{Enter}");
    expect(opened).toEqual(["t1"]);
  });

  it("one row is a Tab stop, not all of them", async () => {
    const { user } = show();
    screen.getByRole("button", { name: "Thing 0" }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const stops = [...document.querySelectorAll("tbody [tabindex='0']")].map((stop) =>
      stop.getAttribute("aria-label"),
    );
    expect(stops).toEqual(["Choose Thing 2", "Thing 2", "Copy t2"]);
  });

  it("Tab comes from above to the row one was at, with what can be pressed in it, and leaves the list behind it", async () => {
    const { user } = show();
    screen.getByRole("button", { name: "Thing 0" }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    screen.getByRole("button", { name: "Id" }).focus();
    const passed: (string | null | undefined)[] = [];
    for (let at = 0; at < 4; at += 1) {
      await user.tab();
      passed.push(focused());
    }
    expect(passed).toEqual(["Choose Thing 2", "Thing 2", "Copy t2", null]);
  });

  it("Space chooses, Shift and an arrow choose on, Escape lets go, and nothing opens", async () => {
    const { user, opened } = show();
    screen.getByRole("button", { name: "Thing 0" }).focus();
    await user.keyboard(" ");
    expect(chosenIds()).toBe("t0");
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(chosenIds()).toBe("t0 t1 t2");
    await user.keyboard(" ");
    expect(chosenIds()).toBe("t0 t1");
    await user.keyboard("{Escape}");
    expect(chosenIds()).toBe("");
    expect(opened).toEqual([]);
  });

  it("a press with Shift chooses everything between", async () => {
    const { user } = show();
    await user.click(screen.getByRole("checkbox", { name: "Choose Thing 1" }));
    await user.keyboard("{Shift>}");
    await user.click(screen.getByRole("checkbox", { name: "Choose Thing 4" }));
    await user.keyboard("{/Shift}");
    expect(chosenIds()).toBe("t1 t2 t3 t4");
    const all = screen.getByRole("checkbox", { name: "Choose all rows" });
    expect((all as HTMLInputElement).indeterminate).toBe(true);
  });

  it("a heading sorts, first as suits its column, then the other way", async () => {
    const { user } = show();
    const heading = screen.getByRole("columnheader", { name: "Id" });
    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    within(heading).getByRole("button").focus();
    await user.keyboard("{Enter}");
    expect(heading.getAttribute("aria-sort")).toBe("descending");
    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBeNull();
    await user.keyboard("{Enter}");
    expect(heading.getAttribute("aria-sort")).toBe("ascending");
  });
});

describe("rows that are still being read", () => {
  it("hold their place and the focus until they are there", async () => {
    const { user, scrollTo } = show({ rowAt: (index) => (index < 20 ? thing(index) : undefined) });
    screen.getByRole("button", { name: "Thing 19" }).focus();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(focused()).toBe("This row is being read"));
    expect(document.activeElement?.closest("tr")?.getAttribute("aria-rowindex")).toBe("22");
    scrollTo(0);
    await expectAccessible();
  });
});

describe("the way back", () => {
  it("begins at the row one was at", async () => {
    show({ start: 5_000 });
    await screen.findByRole("button", { name: "Thing 5000" });
    expect(document.querySelector("tbody button[tabindex='0']")?.getAttribute("aria-label")).toBe(
      "Thing 5000",
    );
  });
});

"use strict";
// Sorts the table of articles by its columns and hides the rows that are not asked for.
// Without it the page shows all rows, the worst first, and the controls stay disabled.
{
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const search = document.getElementById("search");
  const choices = document.querySelectorAll("#choices button");
  const status = document.getElementById("shown");
  const rows = Array.from(body.rows, (row, place) => ({ row, place, text: null }));
  let chosen = "";

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const show = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of rows) {
      each.text ??= folded(each.row.textContent);
      const fits =
        (!chosen || each.row.dataset.is.split(" ").includes(chosen)) &&
        words.every((word) => each.text.includes(word));
      each.row.hidden = !fits;
      count += fits;
    }
    status.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
  };

  // Numbers by size, what has none last; words by the alphabet; verdicts as they came, worst first.
  const keys = {
    place: (each) => each.place,
    number: (each, column) => {
      const value = parseFloat(each.row.cells[column].textContent.replaceAll(",", ""));
      return Number.isNaN(value) ? null : value;
    },
    text: (each, column) => folded(each.row.cells[column].querySelector(".words").textContent),
  };

  const alphabet = new Intl.Collator("en");
  const sort = (head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    const column = head.cellIndex;
    const key = new Map(rows.map((each) => [each, keys[head.dataset.key](each, column)]));
    rows.sort((left, right) => {
      const [a, b] = [key.get(left), key.get(right)];
      if (a === null || b === null) return (a === null) - (b === null) || left.place - right.place;
      const order = typeof a === "string" ? alphabet.compare(a, b) : a - b;
      return (down ? -order : order) || left.place - right.place;
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map((each) => each.row));
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = head.querySelector("button");
    button.disabled = false;
    button.addEventListener("click", () => sort(head));
  }
  for (const button of choices) {
    button.disabled = false;
    button.addEventListener("click", () => {
      chosen = button.dataset.verdict;
      for (const other of choices) other.setAttribute("aria-pressed", String(other === button));
      show();
    });
  }
  search.disabled = false;
  search.addEventListener("input", show);
  // A browser that comes back to the page may keep what was typed.
  show();
}

import { expect, test } from "@jest/globals";
import { createItemBook, userTextItem } from "./items";

test("a flood of long items is forgotten from its beginning, the newest kept, and the memory that knows them is told", () => {
  const forgotten: string[] = [];
  const book = createItemBook((id) => forgotten.push(id));
  for (let made = 0; made < 50; made += 1) book.place(userTextItem(`item_${made}`, "x".repeat(200_000)));
  expect(book.all()).toHaveLength(20);
  expect(forgotten).toEqual(Array.from({ length: 30 }, (_all, index) => `item_${index}`));
  expect([book.get("item_29"), book.last()]).toEqual([null, "item_49"]);
  book.place(userTextItem("huge", "x".repeat(5_000_000)), "root");
  expect(book.all().map(({ id }) => id)).toEqual(["huge"]);
});

test("what is replaced or removed leaves its room to others", () => {
  const book = createItemBook();
  for (let made = 0; made < 100; made += 1) book.place(userTextItem("same", "x".repeat(200_000)));
  book.place(userTextItem("other", "x".repeat(3_000_000)));
  book.replace(userTextItem("same", "short"));
  book.remove("other");
  book.place(userTextItem("third", "x".repeat(3_900_000)));
  expect(book.all().map(({ id }) => id)).toEqual(["same", "third"]);
});

test("an item goes where it was asked to go, and a known one keeps its place", () => {
  const book = createItemBook();
  expect([book.place(userTextItem("b", "")), book.place(userTextItem("a", ""), "root"), book.place(userTextItem("c", ""), "none"), book.place(userTextItem("ab", ""), "a"), book.place(userTextItem("a", "new"))]).toEqual([null, null, "b", "a", null]);
  expect(book.all().map(({ id }) => id)).toEqual(["a", "ab", "b", "c"]);
});

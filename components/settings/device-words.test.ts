import { deviceWords } from "./device-words";

test("a browser is named once, whatever else it claims to be", () => {
  expect(deviceWords("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0")).toBe("Edge on Linux");
  expect(deviceWords("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1")).toBe("Safari on iOS");
});

test("what is not known is shown in short rather than guessed", () => {
  expect(deviceWords("curl/8.5.0")).toBe("curl/8.5.0");
  expect(deviceWords(" ")).toBe("Unknown");
});

"use client";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { IconButton } from "./button";

function toggleTheme(): void {
  const root = document.documentElement;
  const next = root.dataset.shownTheme === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  root.dataset.shownTheme = next;
  try { localStorage.setItem("theme", next); } catch { /* Storage may be refused; the choice then lasts as long as the page. */ }
}

export const ThemeButton = () => (
  <IconButton label="Change theme" onClick={toggleTheme}><Sun className="icon sun" aria-hidden /><Moon className="icon moon" aria-hidden /></IconButton>
);

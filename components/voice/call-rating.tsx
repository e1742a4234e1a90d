"use client";
import { useState } from "react";
import { messageOf } from "@/lib/sdk/client";
import { ratingWords } from "./call-words";

/** One to five, once a call is over, from whoever made it. */
export function CallRating({ onRate }: { onRate(rating: number): Promise<void> }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  async function rate(rating: number): Promise<void> {
    setChosen(rating);
    try {
      await onRate(rating);
      setSaid("Thank you.");
    } catch (error) {
      setChosen(null);
      setSaid(`Your answer was not kept. ${messageOf(error)}`);
    }
  }
  return (
    <fieldset className="rating">
      <legend>How was it?</legend>
      <div className="seg">
        {ratingWords.map((word, index) => <label key={word}><input type="radio" name="rating" checked={chosen === index + 1} onChange={() => void rate(index + 1)} /><span className="num">{index + 1}</span><span className="sr"> of 5, {word}</span></label>)}
      </div>
      <p className="hint" role="status">{said || "1 is bad, 5 is excellent."}</p>
    </fieldset>
  );
}

/** Small talk by its whole form: an utterance is one of these only where nothing else is asked in it. */

export type Intent = "greeting" | "how-are-you" | "thanks" | "repeat" | "slower" | "who" | "human" | "abilities" | "goodbye" | "yes" | "no" | "okay" | "person";

const please = "(?: please| for me| thanks| thank you| again| a bit| a little)*";
const patterns: readonly (readonly [Intent, RegExp])[] = [
  ["goodbye", /^(?:okay |ok |thanks |thank you |great |no |that's all |well )*(?:good ?bye|bye|bye bye|see you|see ya|talk to you later|have a (?:nice|good|great) (?:day|one|evening|weekend|night)|good ?night|that(?:'s| is) (?:all|it|everything)|i(?:'m| am) done|hang up|end the call)(?: then| now| thanks| thank you| please| bye| for now| for today| later| soon)*$/],
  ["repeat", new RegExp(`^(?:sorry |pardon |excuse me |what )*(?:(?:can|could|would|will) you )?(?:please )?(?:repeat(?: that| it| what you said| the (?:last|answer)(?: part)?)?|say (?:that|it) (?:again|once more|one more time)|come again|what did you (?:just )?say|i (?:didn't|did not) (?:catch|hear|get|understand) (?:that|you|it)|once more|one more time|sorry|pardon|pardon me|excuse me|what)${please}$`)],
  ["slower", /^(?:sorry |please )*(?:(?:can|could|would) you )?(?:please )?(?:speak|talk|say (?:it|that)|go)?(?: ?a (?:bit|little))?(?: more)? ?(?:slower|slowly|slow down|not so fast|too fast|you(?:'re| are) (?:speaking |talking )?too fast)(?: please| again)*$|^(?:that(?:'s| was)|you(?:'re| are))(?: (?:speaking|talking))? too fast.*$|^(?:(?:can|could|would) you )?(?:please )?slow down(?: a (?:bit|little))?(?: please)?$/],
  ["human", /\bare you a recording\b|\bare you (?:a |an )?(?:real|human|robot|bot|machine|computer|ai|a\.i|person|artificial intelligence|real person|language model)(?: person| human)?\b|\bam i (?:talking|speaking) (?:to|with) (?:a |an )?(?:real |human|robot|bot|machine|computer|ai|person)/],
  ["who", /^(?:(?:and|so|hello|hi) )*(?:who are you|who is this|who(?:'s| is) (?:speaking|there|calling)|what(?:'s| is) your name|who am i (?:speaking|talking) (?:to|with)|do you have a name|what are you|introduce yourself|tell me (?:about yourself|who you are|your name)|what do i call you|what should i call you)(?: please)?$/],
  ["abilities", /^(?:(?:and|so|okay) )*(?:what (?:can|do) you (?:do|know|help(?: me)? with|answer|tell me)|how can you help(?: me)?|what can i (?:ask|do)(?: you| here)?|what (?:kind of )?(?:questions|things) can (?:you|i) (?:answer|ask)(?: you)?|can you help(?: me)?|i need (?:some )?help|help(?: me)?|i have a question|can i ask (?:you )?(?:a question|something))(?: please)?$/],
  ["how-are-you", /^(?:(?:hello|hi|hey|good (?:morning|afternoon|evening)) )*(?:there )?(?:how are you|how(?:'s| is) it going|how do you do|how are things|what(?:'s| is) up|you all right|are you (?:ok|okay|well|there))(?: doing)?(?: today)?$/],
  ["greeting", /^(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|howdy)(?: there| again| everyone| you| hello| hi)*$/],
  ["thanks", /^(?:okay |ok |great |perfect |wonderful |oh |all right |alright |yes |good |lovely |excellent )*(?:thank you|thanks|thank you so|thanks a lot|many thanks|cheers|much appreciated|i appreciate (?:it|that)|that(?:'s| is| was) (?:very )?(?:helpful|great|perfect|kind|all i needed))(?: so much| very much| a lot| for (?:that|your help|the help|helping)| indeed| then)*$/],
  ["person", /\b(?:(?:speak|talk|get|connect|put|transfer|pass)(?: me)?(?: (?:to|with|through to|through|over to|on to))* (?:a|an|the|some|your|one of your)? ?(?:real |actual |live |human )*(?:person|human|human being|manager|agent|someone|somebody|staff|representative|operator|colleague|team|supervisor|boss))\b|\bhand (?:me|this) over\b|\b(?:leave|pass on|take) a message\b|\b(?:call me back|have (?:someone|somebody) call)\b/],
  ["yes", /^(?:yes|yeah|yep|yup|sure|of course|please do|yes please|please|go ahead|absolutely|definitely|correct|right|that(?:'s| is) right|exactly|i do|i would|do it|okay yes|yes do that|sounds good|sure thing)(?: please| thanks| thank you)*$/],
  ["no", /^(?:no|nope|nah|not really|no thanks|no thank you|not now|never ?mind|nothing|nothing else|i don't|no that's fine|no i'm fine|don't)(?: thanks| thank you| please)*$/],
  ["okay", /^(?:ok|okay|all right|alright|i see|got it|understood|fine|good|great|perfect|cool|nice|wonderful|interesting|hm+|mm+|m+h+m+|uh ?huh|aha|oh)(?: okay| ok| good| great| i see| then)*$/],
];

export function intentOf(text: string): Intent | null {
  const plain = plainOf(text);
  if (plain === "") return null;
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** The question behind a greeting, a "thanks" or a filler: "Hi there, when do you open?" → "when do you open?" */
export function withoutPleasantries(text: string): string {
  let rest = text.trim();
  for (let before = ""; before !== rest;) {
    before = rest;
    const cut = rest.replace(/^(?:hello|hi|hey|good (?:morning|afternoon|evening)|thank you(?: (?:so|very) much)?|thanks(?: a lot)?|okay|ok|all right|alright|great|perfect|yes|yeah|no|well|so|um|uh|oh|please|excuse me|sorry|actually)(?: there)?\b[\s,.!-]+/i, "");
    if (cut.split(/\s+/).length >= 2) rest = cut;
  }
  return rest;
}

function plainOf(text: string): string {
  return text.toLowerCase().replace(/[’]/g, "'").replace(/[^\p{L}\p{N}'\s]/gu, " ").replace(/\s+/g, " ").trim();
}

/** The engine's own few sentences, in the caller's language where we have it, else in English. */

export interface Phrases {
  notHeard: string;
  cannotAnswer: string;
  brokeOff: string;
  stillThere: string;
  idleGoodbye: string;
  timeGoodbye: string;
  goodbye: string;
  oneMoment: string;
  handedOver: string;
  /** Said in place of what must not be said. */
  withheld: string;
  disclosure(name: string): string;
}

const english: Phrases = {
  notHeard: "Sorry, I couldn't make that out. Could you say it again?",
  cannotAnswer: "Sorry, I can't answer right now. Please try again in a moment.",
  brokeOff: "Sorry, I lost my thread there. Could you ask me again?",
  stillThere: "Are you still there?",
  idleGoodbye: "I'll hang up now. Goodbye!",
  timeGoodbye: "Our time is up, so I have to end the call here. Goodbye!",
  goodbye: "Goodbye!",
  oneMoment: "One moment, please.",
  handedOver: "I've passed your message on. Someone will get back to you.",
  withheld: "I can't share that. Is there something else I can help with?",
  disclosure: (name) => name ? `I'm ${name}, an AI assistant.` : "I'm an AI assistant.",
};

const byLanguage: Record<string, Phrases> = {
  en: english,
  de: {
    notHeard: "Entschuldigung, das habe ich nicht verstanden. Können Sie es noch einmal sagen?",
    cannotAnswer: "Entschuldigung, ich kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal.",
    brokeOff: "Entschuldigung, ich habe den Faden verloren. Können Sie noch einmal fragen?",
    stillThere: "Sind Sie noch da?", idleGoodbye: "Ich lege jetzt auf. Auf Wiederhören!",
    timeGoodbye: "Unsere Zeit ist um, ich muss das Gespräch hier beenden. Auf Wiederhören!",
    goodbye: "Auf Wiederhören!", oneMoment: "Einen Moment, bitte.",
    handedOver: "Ich habe Ihre Nachricht weitergegeben. Jemand wird sich bei Ihnen melden.",
    withheld: "Das darf ich nicht weitergeben. Kann ich Ihnen sonst helfen?",
    disclosure: (name) => name ? `Ich bin ${name}, eine künstliche Intelligenz.` : "Ich bin eine künstliche Intelligenz.",
  },
  fr: {
    notHeard: "Pardon, je n'ai pas compris. Pouvez-vous répéter ?",
    cannotAnswer: "Pardon, je ne peux pas répondre pour le moment. Réessayez dans un instant.",
    brokeOff: "Pardon, j'ai perdu le fil. Pouvez-vous reposer la question ?",
    stillThere: "Vous êtes toujours là ?", idleGoodbye: "Je vais raccrocher. Au revoir !",
    timeGoodbye: "Notre temps est écoulé, je dois terminer l'appel. Au revoir !",
    goodbye: "Au revoir !", oneMoment: "Un instant, s'il vous plaît.",
    handedOver: "J'ai transmis votre message. Quelqu'un vous répondra.",
    withheld: "Je ne peux pas communiquer cela. Puis-je vous aider pour autre chose ?",
    disclosure: (name) => name ? `Je suis ${name}, une intelligence artificielle.` : "Je suis une intelligence artificielle.",
  },
  es: {
    notHeard: "Perdón, no le he entendido. ¿Puede repetirlo?",
    cannotAnswer: "Perdón, ahora no puedo responder. Inténtelo de nuevo en un momento.",
    brokeOff: "Perdón, he perdido el hilo. ¿Puede preguntarlo otra vez?",
    stillThere: "¿Sigue ahí?", idleGoodbye: "Voy a colgar. ¡Adiós!",
    timeGoodbye: "Se nos acabó el tiempo y tengo que terminar la llamada. ¡Adiós!",
    goodbye: "¡Adiós!", oneMoment: "Un momento, por favor.",
    handedOver: "He transmitido su mensaje. Alguien le responderá.",
    withheld: "No puedo compartir eso. ¿Puedo ayudarle en otra cosa?",
    disclosure: (name) => name ? `Soy ${name}, una inteligencia artificial.` : "Soy una inteligencia artificial.",
  },
};

export function phrasesFor(language: string): Phrases {
  return byLanguage[language.slice(0, 2).toLowerCase()] ?? english;
}

/** The greeting as it is spoken: where the agent must say that it is an AI and its author's words do not, a sentence is added. */
export function greetingOf(agent: { name: string; greeting: string; saysItIsAi: boolean; language: string }): string {
  const greeting = agent.greeting.trim();
  if (greeting === "" || !agent.saysItIsAi || saysAi(greeting)) return greeting;
  const disclosure = phrasesFor(agent.language).disclosure(agent.name.trim());
  const first = /^.*?[.!?](?=\s|$)/.exec(greeting)?.[0] ?? "";
  const opening = first !== "" && !first.endsWith("?") && first.split(/\s+/).length <= 6 ? first : "";
  return [opening, disclosure, greeting.slice(opening.length).trim()].filter((part) => part !== "").join(" ");
}

function saysAi(text: string): boolean {
  return /\b(AI|A\.I\.|artificial intelligence|bot|chatbot|robot|virtual (assistant|agent)|automated (assistant|agent|voice)|voice assistant|digital assistant|language model|KI|künstliche Intelligenz|intelligence artificielle|inteligencia artificial|IA)\b/.test(text)
    || /\b(artificial intelligence|virtual assistant|voice assistant|automated)\b/i.test(text);
}

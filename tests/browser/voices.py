"""A browser with voices, which the machines that test have not."""

from __future__ import annotations

# A synthesiser of two voices: what it is given is written down, a piece ends when the test says so.
VOICES = """(() => {
  const synthesiser = new EventTarget();
  synthesiser.voices = [{ lang: "en-US", name: "English" }];
  synthesiser.spoken = [];
  synthesiser.getVoices = () => synthesiser.voices;
  synthesiser.speak = (words) => { synthesiser.spoken.push(words.text); synthesiser.current = words; };
  synthesiser.cancel = () => { synthesiser.cancelled = true; };
  synthesiser.findVietnamese = () => {
    synthesiser.voices.push({ lang: "vi-VN", name: "Giọng Việt" });
    synthesiser.dispatchEvent(new Event("voiceschanged"));
  };
  synthesiser.endPiece = () => synthesiser.current.onend();
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", { value: synthesiser });
})();"""

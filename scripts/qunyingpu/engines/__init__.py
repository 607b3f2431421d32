"""The engines that render hand-written pages and shells; no rule about heroes lives here."""

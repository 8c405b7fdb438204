"""The common rule model: packets, rules, policies, exports, findings. No vendor lives here."""

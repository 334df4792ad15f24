"""What statuses of orders mean, in the words of English, German, French, Spanish, Italian, Dutch.

Refunds are known in English alone, as shop systems write them when they list what came back, too.
Elsewhere such a word may stand for a sale that never was, so it is asked for.
"""

COUNTED = (
    *("closed", "complete", "completed", "delivered", "fulfilled", "paid", "partially_refunded"),
    *("processing", "refunded", "shipped"),
    *("abgeschlossen", "bezahlt", "geliefert", "versandt", "versendet", "zugestellt"),
    *("expédié", "expédiée", "livré", "livrée", "payé", "payée", "terminé", "terminée"),
    *("completada", "completado", "entregada", "entregado", "enviada", "enviado"),
    *("pagada", "pagado"),
    *("completata", "completato", "consegnata", "consegnato", "pagata", "pagato"),
    *("spedita", "spedito"),
    *("afgerond", "betaald", "bezorgd", "geleverd", "verzonden", "voltooid"),
)
CANCELLED = (
    *("canceled", "cancelled", "declined", "expired", "failed", "test", "voided"),
    *("abgebrochen", "abgelehnt", "fehlgeschlagen", "storniert"),
    *("annulé", "annulée", "refusé", "refusée", "échoué", "échouée"),
    *("anulada", "anulado", "cancelada", "cancelado", "fallida", "fallido"),
    *("rechazada", "rechazado"),
    *("annullata", "annullato", "fallita", "fallito", "rifiutata", "rifiutato"),
    *("geannuleerd", "geweigerd", "mislukt"),
)
PENDING = (
    *("authorized", "draft", "on_hold", "open", "pending", "unpaid"),
    *("ausstehend", "offen", "unbezahlt", "zahlung_ausstehend"),
    *("en_attente", "en_attente_de_paiement", "impayé", "impayée"),
    *("pendiente", "pendiente_de_pago"),
    *("in_attesa", "in_attesa_di_pagamento"),
    *("in_afwachting", "onbetaald", "openstaand"),
)

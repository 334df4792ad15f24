"""The names that the programs and the histories of the properties share."""

POINTS, STATUS = "Points", "Status"
REVIEW, DELIVERED = "review", "delivered"
SILVER, GOLD, CARD, HOUSE = "Silver", "Gold", "Card", "House"
PLUS, CLUB = "Plus", "Club"
TEA = "Tea"

"""What a random number is drawn for. Append only: a new purpose never shifts an old draw."""

from enum import IntEnum


class Purpose(IntEnum):
    """The third word of the counter; the first two are the customer and the index.

    Each is one block of four uniforms, named in its comment in their order.
    """

    CUSTOMER = 1  # purchase rate, rate or chance of going, spend level, still a customer
    TRAITS = 2  # inclination to redeem, knows the balance, when one joins, keeps a paid membership
    CANDIDATE = 3  # index = candidate: wait before it, is it an order, leaves after it, value
    VISIT = 4  # index = candidate: redeems, uses a reward in hand
    BASKET = 5  # index = candidate: number of lines, where the assortment is entered
    ASSUMPTION = 6  # index = number of the assumption: its value in this replication
    CALIBRATION = 7  # index = number of the parameter: its value in this replication
    ACQUISITION = 8  # how many new customers come
    ARRIVAL = 9  # when a new customer comes
    BIRTHDAY = 11  # the day of the year
    OPENING = 12  # which member from before the first day one is, if any; never joins
    ACTIVITY = 13  # index = candidate, fourth word = a fourth of its number: does each activity
    PILOT = 10  # index = number of the pilot: who is invited

"""Why facts change nothing, in the words of both engines; told to people, counted by reason."""

NOT_A_MEMBER = "it is about somebody who is not a member"
FEE_NOT_PAID = "the fee of the membership is not paid"
IS_A_MEMBER_ALREADY = "somebody joins who is a member already"
HAS_THE_MEMBERSHIP = "a membership is started that the member has"
HAS_NO_SUCH_MEMBERSHIP = "a membership is ended that the member does not have"
FEE_NOT_DUE = "a fee is paid that is not due"
ID_USED_BEFORE = "its id was used before, for something else"

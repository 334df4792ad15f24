"""The facts and joins of their files: text to sound rows with instants."""

from simulator.orders.ids_sql import damaged, tidied_customer, told_apart
from simulator.orders.instants_sql import offset, wall
from simulator.orders.layout import Kind
from simulator.orders.sql_text import first_that_holds, name, said_yes
from simulator.orders.staging import Staging

_AT = name("at")  # a word of SQL
_CONTENT = "id, member, fact, name, value, fields, store, approved, reason, instant"


def stage_facts(staging: Staging) -> None:
    """Make the table `facts` from `facts_text`; facts on joining have no instant."""
    taken = "select order_id from orders union all select return_id from returns"
    approved = f"case when lower(fact) = 'approve' then {told_apart('name', 'fact', taken)}"
    staging.run(
        f"create table facts_read as select row, {told_apart('id', 'fact', taken)} as id,"
        f" {tidied_customer('member', ())} as member, {damaged('member')} as damaged,"
        f" lower(fact) as fact, {approved} else name end as name, value, fields, store,"
        f" approved, reason, {_AT}, {wall(_AT, ())} as wall,"
        f" {offset(_AT, ())} as shift from facts_text"
    )
    problem = first_that_holds(
        [
            ("member is null or fact is null", "missing-id"),
            ("damaged", "damaged-id"),
            (f"instant is null and ({_AT} is not null or fact = 'join')", "broken-date"),
        ]
    )
    staging.run(
        f"create table facts_judged as select *, {problem} as problem, 0 as money"
        f" from {staging.timed('facts_read')}"
    )
    for key, rule in ((_CONTENT, "repeated-id"), ("id", "conflicting-id")):
        staging.run(
            f"update facts_judged set problem = '{rule}' from (select row as again,"
            f" row_number() over (partition by {key} order by row) as place from facts_judged"
            f" where problem is null and ({key.partition(',')[0]} is not null"
            f" or '{rule}' = 'repeated-id')) where place > 1 and facts_judged.row = again"
        )
    staging.tally_problems("facts_judged", Kind.FACTS)
    staging.run(
        f"create table facts as select row, {_CONTENT} from facts_judged where problem is null"
    )


def stage_joins(staging: Staging) -> None:
    """Make the table `joins` from `joins_text`."""
    staging.run(
        f"create table joins_read as select row, {tidied_customer('member', ())} as member,"
        f" {damaged('member')} as damaged, {wall('joined_at', staging.dates)} as wall,"
        f" {offset('joined_at', staging.dates)} as shift,"
        f" {said_yes('invited')} as invited from joins_text"
    )
    problem = first_that_holds(
        [
            ("member is null", "missing-id"),
            ("damaged", "damaged-id"),
            ("instant is null", "broken-date"),
            (
                "row > min(case when instant is not null then row end) over (partition by member)",
                "repeated-join",
            ),
        ]
    )
    staging.run(
        f"create table joins_judged as select *, {problem} as problem, 0 as money"
        f" from {staging.timed('joins_read')}"
    )
    staging.tally_problems("joins_judged", Kind.JOINS)
    staging.run(
        "create table joins as select row, member, instant, invited from joins_judged"
        " where problem is null"
    )


def make_no_facts(staging: Staging) -> None:
    """The table `facts` when there is no file of facts."""
    columns = ", ".join(
        f"''::varchar as {column}" for column in _CONTENT.split(", ") if column != "instant"
    )
    staging.run(
        f"create table facts as select 0::bigint as row, {columns}, 0::bigint as instant"
        " where false"
    )


def make_no_joins(staging: Staging) -> None:
    """The table `joins` when there is no file of joins."""
    staging.run(
        "create table joins as select 0::bigint as row, '' as member, 0::bigint as instant,"
        " false as invited where false"
    )

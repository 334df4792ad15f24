"""The order of facts, who joins when, what returns take from, and a history in parts."""

from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dsl.ledger.facts import AnyFact, Approved, AttributeSet, Did, Joined, Purchased, Returned
from simulator.orders.demo_history import demo_files
from simulator.orders.identity import load_key, member_hash
from simulator.orders.matching import OpenPurchases
from simulator.orders.sources import JoinPolicy, MatchPolicy
from tests.unit.simulator.orders.shop import ORDER_COLUMNS, Shop, of_kind

RETURNS = "return_id,order_id,customer_id,occurred_at,amount\n"
FEW_INSTANTS = [f"2025-03-{day:02}T{hour:02}:00:00Z" for day in range(1, 9) for hour in (9, 17)]


def busy_shop(shop: Shop) -> None:
    """Many orders and returns on few instants, so that ids decide the order."""
    chance = Random(7)
    times = {number: chance.choice(FEW_INSTANTS) for number in range(1, 99)}
    orders = [
        f"{number},c{chance.randrange(6)},{times[number]},USD,{chance.randrange(1, 40)},paid"
        for number in range(1, 90)
    ]
    returns = []
    for number in range(60):
        order, time = chance.randrange(1, 99), chance.choice(FEW_INSTANTS)
        named = str(order) if number % 2 else ""
        time = max(time, times[order]) if named else time
        returns.append(
            f"{chance.choice('AZ')}{number},{named},c{chance.randrange(6)},{time},"
            f"{chance.randrange(1, 60)}"
        )
    shop.write("orders", "\n".join([ORDER_COLUMNS, *orders]))
    shop.write("returns", RETURNS + "\n".join(returns))
    shop.write(
        "facts",
        "member,fact,value\n" + "".join(f"c{n},birthday,1990-01-0{n + 1}\n" for n in range(6)),
    )


def instants(facts: list[AnyFact]) -> list[int]:
    return sorted({fact.instant for fact in facts})


@pytest.mark.parametrize("join", [JoinPolicy.FIRST_ORDER, JoinPolicy.AT_START])
def test_a_history_cut_anywhere_gives_the_same_facts(shop: Shop, join: JoinPolicy) -> None:
    busy_shop(shop)
    whole, report, state = shop.read(join=join, keep_state=True)
    assert report.count("matched-return") > 10
    assert any("/" in fact.id for fact in of_kind(whole, Returned))
    for cut in instants(whole)[2::6]:
        first, _, carried = shop.read(join=join, until=cut, keep_state=True)
        second, _, at_end = shop.read(join=join, since=cut, state=carried, keep_state=True)
        assert first + second == whole
        assert at_end == state


def test_a_history_in_two_sets_of_files_gives_the_same_facts(shop: Shop) -> None:
    busy_shop(shop)
    whole, _, state = shop.read(keep_state=True)
    texts = {role: shop.files[role].read_text().splitlines() for role in ("orders", "returns")}
    parts: list[AnyFact] = []
    carried: dict[str, Any] | None = None
    for days in ("1234", "5678"):
        for role, lines in texts.items():
            kept = [line for line in lines[1:] if any(f"-03-0{day}T" in line for day in days)]
            shop.write(role, "\n".join([lines[0], *kept]))
        facts, _, carried = shop.read(state=carried, keep_state=True)
        parts += facts
    assert parts == whole
    assert carried == state


def test_facts_come_in_order_of_time_and_then_of_id(shop: Shop) -> None:
    busy_shop(shop)
    facts, _, _ = shop.read()
    keys = [(fact.instant, fact.id.encode()) for fact in facts]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_till_may_write_ids_as_it_likes(shop: Shop) -> None:
    """As low a sign as ours, or the very id of a joining: the joining comes first, once."""
    ids, at = ["!1", "!join:ann", "\x01", '"1', "#1", "1"], "2025-03-04T10:00:00Z"
    orders = [f'"{each.replace(chr(34), 2 * chr(34))}",ann,{at},USD,10,paid' for each in ids]
    shop.write("orders", "\n".join([ORDER_COLUMNS, *orders]))
    shop.write("returns", f"{RETURNS}!r,!1,ann,{at},10\n")
    shop.write(
        "facts",
        f"id,member,at,fact,name\n!2,ann,{at},activity,review\n!3,ann,{at},approve,!2\n"
        "!4,ann,,activity,review\n",
    )
    facts, _, _ = shop.read()
    keys = [(fact.instant, fact.id.encode()) for fact in facts]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(facts) == 1 + len(ids) + 4
    assert isinstance(facts[0], Joined)
    (returned,) = of_kind(facts, Returned)
    bought = {fact.id for fact in of_kind(facts, Purchased)}
    assert returned.purchase in bought
    assert {"#1", "1"} < bought
    assert of_kind(facts, Approved)[0].fact in {fact.id for fact in of_kind(facts, Did)}


def test_orders_returns_and_facts_may_each_be_numbered_from_1(shop: Shop) -> None:
    days = [f"2025-03-0{day}T10:00:00Z" for day in range(1, 7)]
    shop.orders(*(f"{number},ann,{days[number]},USD,10,paid" for number in (1, 2)))
    shop.write("returns", f"{RETURNS}2,1,ann,{days[3]},4\n1,,ann,{days[3]},5\n")
    shop.write(
        "facts",
        f"id,member,at,fact,name\n1,ann,{days[4]},activity,review\n7,ann,{days[5]},approve,1\n",
    )
    facts, _, _ = shop.read()
    told = ["1", "2", "return:1", "return:2", "fact:1", "7"]
    assert [fact.id for fact in facts if not isinstance(fact, Joined)] == told
    assert [fact.purchase for fact in of_kind(facts, Returned)] == ["2", "1"]
    assert of_kind(facts, Approved)[0].fact == "fact:1"
    del shop.files["facts"]
    returns = shop.files.pop("returns")
    first, _, carried = shop.read(keep_state=True)
    shop.orders(f"3,ann,{days[5]},USD,10,paid")
    shop.files["returns"] = returns
    later, _, _ = shop.read(state=carried, keep_state=True)
    assert [fact.id for fact in first + later][1:] == ["1", "2", "return:1", "return:2", "3"]


def test_nothing_is_returned_twice_or_from_the_future(shop: Shop) -> None:
    busy_shop(shop)
    facts, report, _ = shop.read()
    left: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact, Purchased):
            left[fact.id] = sum(line.price_minor for line in fact.lines)
        if isinstance(fact, Returned):
            assert fact.amount_minor is not None
            left[fact.purchase] -= fact.amount_minor
            assert left[fact.purchase] >= 0
    returned = {fact.id.partition("/")[0] for fact in of_kind(facts, Returned)}
    assert len(returned) == report.returns


def test_a_return_without_its_order_takes_the_latest_purchases_first(shop: Shop) -> None:
    shop.orders(
        "1,ann,2025-03-01T10:00:00Z,USD,10,paid",
        "2,ann,2025-03-02T10:00:00Z,USD,4,paid",
        "3,bob,2025-03-03T10:00:00Z,USD,9,paid",
        "4,ann,2025-03-09T10:00:00Z,USD,9,paid",
    )
    shop.write("returns", RETURNS + "r,,ann,2025-03-05T10:00:00Z,6\n")
    facts, report, _ = shop.read()
    assert [(fact.id, fact.purchase, fact.amount_minor) for fact in of_kind(facts, Returned)] == [
        ("r/1", "2", 400),
        ("r/2", "1", 200),
    ]
    assert report.returns == 1
    facts, report, _ = shop.read(match_returns=MatchPolicy.NONE)
    assert not of_kind(facts, Returned)
    assert report.count("unmatched-return") == 1


def test_a_return_window_keeps_the_state_small(shop: Shop) -> None:
    shop.orders(*(f"{day},ann,2025-03-{day:02}T10:00:00Z,USD,5,paid" for day in range(1, 29)))
    shop.write("returns", RETURNS + "r,3,,2025-03-28T09:00:00Z,5\n")
    facts, report, state = shop.read(return_window_days=7, keep_state=True)
    assert [row[0] for row in state["purchases"]] == [str(day) for day in range(21, 29)]
    assert report.count("return-of-unknown-order") == 1
    assert not of_kind(facts, Returned)


def test_open_purchases_survive_being_saved() -> None:
    purchases = OpenPurchases(None)
    purchases.add("1", "ann", 5, 100)
    purchases.add("2", "ann", 6, 100)
    assert purchases.take("2", 70) == 70
    again = OpenPurchases(None)
    again.load(purchases.to_state())
    assert again.take_recent("ann", 150) == [("2", 30), ("1", 100)]
    assert again.take_recent("ann", 1) == []
    assert again.to_state() == [["1", "ann", 5, 0], ["2", "ann", 6, 0]]


def test_everybody_joins_at_the_start_of_the_first_day(shop: Shop) -> None:
    shop.orders("1,ann,2025-03-01T23:00:00-05:00,USD,10,paid", "2,bob,2025-03-04T10:00:00Z,USD,4,")
    facts, _, _ = shop.read(join=JoinPolicy.AT_START)
    joined = of_kind(facts, Joined)
    assert facts[:2] == joined
    assert {fact.instant for fact in joined} == {1740805200000000}  # 1 March, 0:00 in New York


def test_people_join_as_a_file_says(shop: Shop) -> None:
    shop.orders("1,ann,2025-03-04T10:00:00Z,USD,10,paid", "2,bob,2025-03-05T10:00:00Z,USD,4,paid")
    shop.write("joins", "member,joined_at,invited\nann,2025-01-02T00:00:00Z,yes\n")
    facts, _, _ = shop.read(join=JoinPolicy.FILE)
    (joined,) = of_kind(facts, Joined)
    assert (joined.member, joined.invited, joined.instant) == ("ann", True, 1735776000000000)
    assert len(of_kind(facts, Purchased)) == 2


def test_a_join_in_the_facts_comes_before_the_policy(shop: Shop) -> None:
    shop.orders("1,ann,2025-03-04T10:00:00Z,USD,10,paid", "2,bob,2025-03-05T10:00:00Z,USD,4,paid")
    shop.write("facts", "member,fact,at\nann,join,2025-03-20T00:00:00Z\n")
    facts, _, _ = shop.read()
    assert [(fact.member, type(fact)) for fact in facts] == [
        ("ann", Purchased),
        ("bob", Joined),
        ("bob", Purchased),
        ("ann", Joined),
    ]


def test_activities_are_read_with_their_attributes(shop: Shop) -> None:
    shop.orders("1,ann,2025-03-04T10:00:00Z,USD,10,paid")
    shop.write(
        "facts",
        "id,member,at,fact,name,fields,value\n"
        "a,ann,2025-03-05T10:00:00Z,activity,review,stars = 4,\n"
        "b,ann,2025-03-05T10:00:00Z,activity,review,stars = 9,\n"
        ",ann,2025-03-06,birthday,,,2001-02-03\n"
        ",ann,2025-03-06,birthday,,,2001-02-03\n",
    )
    facts, report, _ = shop.read()
    (review,), (birthday,) = of_kind(facts, Did), of_kind(facts, AttributeSet)
    assert (review.id, review.activity, review.fields) == ("a", "review", (("stars", 4),))
    assert (birthday.name, birthday.id[:5]) == ("birthday", "fact:")
    assert (report.count("broken-fact"), report.count("repeated-id")) == (1, 1)


def test_events_of_a_file_are_facts_too(shop: Shop) -> None:
    shop.orders("1,ann,2025-03-04T10:00:00Z,USD,10,paid")
    events = '{at: "2025-03-05T10:00", event: activity, member: ann, activity: review, id: a}'
    shop.write("facts", f'format: "1"\nevents:\n  - {events}\n', "facts.yaml")
    facts, _, _ = shop.read(keep_ids=False, key=b"k")
    did, bought = of_kind(facts, Did)[0], of_kind(facts, Purchased)[0]
    assert (did.id, did.member) == ("a", bought.member)


def test_members_are_hashes_that_only_the_key_can_make(shop: Shop) -> None:
    shop.orders("1,ann@shop.example,2025-03-04T10:00:00Z,USD,10,paid")
    facts, report, state = shop.read(keep_ids=False, key=b"secret", keep_state=True)
    hashed = blake2b(
        b"ann@shop.example", key=b"secret", digest_size=10, person=b"perkwright"
    ).hexdigest()
    assert {fact.member for fact in facts} == {hashed}
    assert "ann@" not in f"{facts} {state} {report.to_json()}"
    assert member_hash(b"other", "ann@shop.example") != hashed


def test_the_key_is_made_once_and_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept" / "identity.key"
    monkeypatch.setenv("PERKWRIGHT_KEY", str(path))
    key = load_key()
    assert len(key) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key() == key
    monkeypatch.delenv("PERKWRIGHT_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_key() != key
    assert (tmp_path / "perkwright" / "identity.key").exists()


def test_progress_is_told_and_reading_twice_gives_the_same(shop: Shop) -> None:
    busy_shop(shop)
    assert shop.read()[:2] == shop.read()[:2]


def test_the_demo_ships_as_it_is_made() -> None:
    folder = Path("programs/demo")
    files = demo_files()
    assert {path.name for path in folder.iterdir()} == set(files)
    for name, text in files.items():
        assert (folder / name).read_bytes() == text.encode(), name
    assert sum(len(text.encode()) for text in files.values()) < 1_500_000


def test_the_demo_can_be_read(shop: Shop) -> None:
    folder = Path("programs/demo")
    shop.files = {role: folder / f"{role}.csv" for role in ("orders", "lines", "returns", "facts")}
    facts, report, _ = shop.read()
    left_out = {"cancelled", "pending", "guest", "line-of-unknown-order", "matched-return"}
    assert {found.rule for found in report.findings} == left_out
    assert 0.9 < report.identified_orders / report.orders < 0.97
    assert len(of_kind(facts, Purchased)) == report.identified_orders > 8_000
    assert len(of_kind(facts, AttributeSet)) > 200
    assert 100 < report.returns < 200

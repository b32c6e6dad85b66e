"""Which differences between two lanes can never matter any more: equal situations are to be one state."""

from tests.model.things import Grant, Lane, Row

GONE = Grant("finalized", 0)


def tidy(lane: Lane, age: int) -> Lane:
    """Return the lane without what can make no difference any more, so that equal situations are one state."""
    if lane.row is None:
        return lane
    row = lane.row if any(one.kind == "call" for one in lane.wire) else _tidy_row(lane.row)
    spoken_of = {one.grant for one in lane.wire} | {one.reply.grant for one in lane.wire if one.reply}
    if row.cont is not None:
        spoken_of.add(row.cont[0])
    cited = {row.approval} | {one.reply.approval for one in lane.wire if one.reply}
    cited |= {one.answer.approval for index, one in enumerate(lane.grants) if one.answer and index in spoken_of}
    grants = tuple(
        _past(_tidy_grant(one, index in spoken_of, str(index) in cited), age) for index, one in enumerate(lane.grants)
    )
    while grants and grants[-1] == GONE and len(grants) - 1 not in spoken_of:
        grants = grants[:-1]
    return lane._replace(row=row, grants=grants)


def _tidy_row(row: Row) -> Row:
    minted = 2 if row.minted == 2 else 0
    if row.state == "finalized" and row.busy is None:
        # nothing is done any more with what it knew
        return Row(row.asked, row.asked, row.decide, row.status, row.state, row.ending, None)
    if row.state not in ("processing", "pending"):
        row = row._replace(minted=minted, as_nonce=None, ref=0, waited=False)
    if row.state == "approved" and row.status not in ("pending", "running"):
        row = row._replace(call=row.asked, token="exact", approval=None, once=False)
    return row


def _past(grant: Grant, age: int) -> Grant:
    """What is over is over, whenever it began."""
    approval = grant.approval
    if approval is not None and age > approval.born:
        grant = grant._replace(approval=approval._replace(born=-1))
    return grant._replace(born=-1) if grant.state == "pending" and age > grant.born else grant


def _tidy_grant(grant: Grant, spoken_of: bool, cited: bool) -> Grant:
    if grant.state == "pending":
        return grant
    approval = grant.approval if cited else None
    if spoken_of:
        # a wait matters only where there is a token that could be used before its end
        answered, minted = (2 if one == 2 else 0 for one in (grant.answered, grant.minted))
        waited = grant.waited and grant.cur
        return grant._replace(waited=waited, answered=answered, minted=minted, approval=approval)
    if grant.state == "finalized":
        return Grant("finalized", 0, approval=approval)
    minted = 2 if grant.minted == 2 else 0
    return Grant(
        grant.state,
        0,
        approval=approval,
        tokens=grant.tokens,
        minted=minted,
        revoked=grant.revoked,
        derived=grant.derived,
    )

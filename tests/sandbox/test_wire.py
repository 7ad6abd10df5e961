"""Claims about the one message a program's process sends: whatever comes, it is read strictly or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from qmath.sandbox.wire import FIELD_MAX, FRAME_MAX, NONCE_BYTES, Report, Verdict, cut, pack, unpack

NONCE = bytes(range(NONCE_BYTES))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
REPORTS = st.builds(Report, st.sampled_from(Verdict), st.none() | TEXTS, TEXTS, TEXTS, st.integers(0, 1 << 50))


@given(REPORTS)
def test_what_is_packed_is_unpacked(report: Report) -> None:
    assert unpack(NONCE, pack(NONCE, report)) == report


@given(REPORTS, st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES))
def test_another_nonce_is_refused(report: Report, nonce: bytes) -> None:
    assert nonce == NONCE or unpack(NONCE, pack(nonce, report)) is None


@given(REPORTS, st.binary(min_size=1, max_size=50), st.booleans())
def test_bytes_before_or_behind_are_refused(report: Report, junk: bytes, before: bool) -> None:  # noqa: FBT001 - drawn
    frame = pack(NONCE, report)
    assert unpack(NONCE, junk + frame if before else frame + junk) is None


@given(REPORTS, st.data())
def test_a_cut_frame_is_refused(report: Report, data: st.DataObject) -> None:
    frame = pack(NONCE, report)
    assert unpack(NONCE, frame[: data.draw(st.integers(0, len(frame) - 1))]) is None


@given(st.binary(max_size=400))
def test_junk_behind_the_nonce_gives_a_bounded_report_or_none(junk: bytes) -> None:
    report = unpack(NONCE, NONCE + junk)
    assert report is None or len(report.error) + len(report.line) + len(report.value or "") <= 4 * len(junk)


def test_a_giant_frame_is_refused() -> None:
    assert unpack(NONCE, NONCE + bytes(FRAME_MAX)) is None


def test_long_fields_lose_their_middle_and_surrogates_their_sting() -> None:
    report = unpack(NONCE, pack(NONCE, Report(Verdict.ERROR, "v" * 10**6, "\ud800" * 20, "x")))
    assert report is not None
    assert report.value == cut("v" * 10**6)
    assert len(report.value) <= FIELD_MAX
    assert report.error == "\\ud800" * 20

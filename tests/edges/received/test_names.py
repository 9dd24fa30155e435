"""A cleaned name can be shown and downloaded anywhere, whatever it was."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.received import LONGEST_SHOWN, clean_name
from rettvis.edges.received.names import ending_of

NAMES = st.text(max_size=600) | st.text(alphabet="a.b/\\ \u202e\u200b\0\t:*conCON…æø😀", max_size=300)


@given(NAMES)
def test_a_clean_name_is_one_short_line_without_folders_or_hidden_signs(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= LONGEST_SHOWN
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\<>:"|?*\n\r\t\0')
    assert not [sign for sign in name if category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
    assert name == name.strip(" .")


@given(NAMES)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean_name(clean_name(raw)) == clean_name(raw)


@given(st.text(min_size=1, max_size=600), st.sampled_from(["pdf", "PNG", "docx"]))
def test_the_ending_is_kept_however_long_the_name_is(stem: str, ending: str) -> None:
    assert ending_of(clean_name(f"{stem}x.{ending}")) == ending.lower()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Uttalelse fra legen.pdf", "Uttalelse fra legen.pdf"),
        ("C:\\Users\\kari\\brev.pdf", "brev.pdf"),
        ("../../etc/passwd", "passwd"),
        ("brev\u202efdp.exe", "brevfdp.exe"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("nul.tar.pdf", "_nul.tar.pdf"),
        ("konto.pdf", "konto.pdf"),
        (".bashrc", "bashrc"),
        ("", "dokument"),
        ("\u200b\u200b", "dokument"),
        ("brev  .pdf", "brev.pdf"),
        ("e\u0301t.pdf", "ét.pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ('a<b>:"c|?*.pdf', "a-b---c---.pdf"),
    ],
)
def test_names_as_people_and_attackers_write_them(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean

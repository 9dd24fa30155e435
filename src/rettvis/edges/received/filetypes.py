"""The kinds of file that are received, each with its endings, its media type and what people call it."""

from enum import Enum

from rettvis.rulekit.wording import Sentence, sentence

MOST_BYTES = 20_000_000
"""The largest file that is received: 20 MB."""


class FileType(Enum):
    """A kind of file that a case may hold.

    HEIC, GIF and the older office files are left out: not every reader can open them years from now, and
    each can be saved as one of these.
    """

    PDF = "pdf", ("pdf",), "application/pdf", sentence("a PDF file")
    PNG = "png", ("png",), "image/png", sentence("a PNG picture")
    JPEG = "jpg", ("jpg", "jpeg", "jpe"), "image/jpeg", sentence("a JPEG picture")
    TIFF = "tif", ("tif", "tiff"), "image/tiff", sentence("a TIFF picture")
    DOCX = (
        "docx",
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        sentence("a Word document"),
    )
    XLSX = (
        "xlsx",
        ("xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        sentence("an Excel workbook"),
    )
    ODT = "odt", ("odt",), "application/vnd.oasis.opendocument.text", sentence("an ODT text document")
    ODS = "ods", ("ods",), "application/vnd.oasis.opendocument.spreadsheet", sentence("an ODS spreadsheet")

    def __init__(self, ending: str, endings: tuple[str, ...], media_type: str, words: Sentence) -> None:
        self.ending = ending
        """The ending it is given when it has none."""
        self.endings = endings
        self.media_type = media_type
        self.words = words

    @property
    def is_picture_for_browsers(self) -> bool:
        """Whether every browser shows it as a picture."""
        return self in (FileType.PNG, FileType.JPEG)

    @classmethod
    def of_ending(cls, ending: str) -> "FileType":
        """The file type kept under ``ending``; raises KeyError for another."""
        return {one.ending: one for one in cls}[ending]


ENDINGS = tuple(ending for one in FileType for ending in one.endings)
"""Every ending that a file may have."""

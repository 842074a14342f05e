"""What makes a file a PDF/A: metadata written twice and alike, and a colour profile."""

import struct
from dataclasses import dataclass
from datetime import date
from html import escape

from export.pdf.objects import Entry, Stream, text_string
from export.pdf.options import Level

PRODUCER = "ReportLab PDF Library"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description>
    <rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
   </dc:description>
   <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{creator}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>
   <pdfaid:part>{part}</pdfaid:part>
   <pdfaid:conformance>{conformance}</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself."""

    title: str
    author: str
    subject: str
    creator: str
    day: date

    def info(self) -> dict[str, str]:
        """The entries of the information dictionary."""
        moment = f"(D:{self.day:%Y%m%d}000000+08'00')"
        return {
            "Title": text_string(self.title),
            "Author": text_string(self.author),
            "Subject": text_string(self.subject),
            "Creator": text_string(self.creator),
            "Producer": text_string(PRODUCER),
            "CreationDate": moment,
            "ModDate": moment,
        }

    def xmp(self, level: Level) -> Stream:
        """The same facts as XMP, with the PDF/A mark; unpacked, so that any reader finds it."""
        text = _XMP.format(
            title=escape(self.title, quote=False),
            author=escape(self.author, quote=False),
            subject=escape(self.subject, quote=False),
            creator=escape(self.creator, quote=False),
            producer=PRODUCER,
            moment=f"{self.day:%Y-%m-%d}T00:00:00+08:00",
            part=level[0],
            conformance=level[1].upper(),
        )
        entries = {"Type": "/Metadata", "Subtype": "/XML"}
        return Stream(text.encode("utf-8"), entries, packed=False)


def output_intent() -> Entry:
    """The colours are meant for sRGB."""
    return Entry(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": "(sRGB IEC61966-2.1)",
            "Info": "(sRGB IEC61966-2.1)",
            "DestOutputProfile": Stream(srgb_profile(), {"N": "3"}),
        }
    )


def srgb_profile() -> bytes:
    """An ICC version 2 profile made from the published figures of sRGB (IEC 61966-2-1).

    The primaries are the standard's, adapted to D50 by the Bradford transform.
    """
    curve = struct.pack(
        ">4sII1024H", b"curv", 0, 1024, *(_srgb(step / 1023) for step in range(1024))
    )
    tags = {
        b"desc": _description("sRGB"),
        b"cprt": struct.pack(">4sI", b"text", 0) + b"No copyright, use freely\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * (len(tags) + 2)
    for name, data in tags.items():
        same = [name, b"gTRC", b"bTRC"] if name == b"rTRC" else [name]
        place = start + len(body)
        table += b"".join(struct.pack(">4sII", each, place, len(data)) for each in same)
        body += data + b"\0" * (-len(data) % 4)
    size = start + len(body)
    header = struct.pack(">III4s4s4s", size, 0, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28
    header += _xyz(0.9642, 1.0, 0.8249)[8:] + b"\0" * 48
    return header + struct.pack(">I", len(tags) + 2) + table + body


def _srgb(value: float) -> int:
    linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(linear * 65535)


def _xyz(*parts: float) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(round(part * 65536) for part in parts))


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    start = struct.pack(">4sII", b"desc", 0, len(ascii_text))
    return start + ascii_text + b"\0" * (4 + 4 + 2 + 1 + 67)

"""The kinds of files (文件类型) that may be attached, and those recognised only to be refused by name."""

from dataclasses import dataclass
from enum import Enum

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Look:
    """How people and programs name a kind; `extensions` without dot, the usual one first."""

    label: str
    extensions: tuple[str, ...]
    media_type: str


class FileKind(Enum):
    """The kinds a citizen's browser, WPS or Office opens, and that nothing runs from."""

    PDF = Look("PDF 文件", ("pdf",), "application/pdf")
    OFD = Look("OFD 版式文件", ("ofd",), "application/ofd")
    DOCX = Look("Word 文档（docx）", ("docx",), _OFFICE + "wordprocessingml.document")
    XLSX = Look("Excel 工作簿（xlsx）", ("xlsx",), _OFFICE + "spreadsheetml.sheet")
    PPTX = Look("演示文稿（pptx）", ("pptx",), _OFFICE + "presentationml.presentation")
    DOC = Look("Word 文档（doc）", ("doc", "wps"), "application/msword")
    XLS = Look("Excel 工作簿（xls）", ("xls", "et"), "application/vnd.ms-excel")
    PPT = Look("演示文稿（ppt）", ("ppt", "dps"), "application/vnd.ms-powerpoint")
    JPG = Look("JPG 图片", ("jpg", "jpeg"), "image/jpeg")
    PNG = Look("PNG 图片", ("png",), "image/png")
    GIF = Look("GIF 图片", ("gif",), "image/gif")
    TEXT = Look("文本文件", ("txt", "csv"), "text/plain")
    MP3 = Look("MP3 音频", ("mp3",), "audio/mpeg")
    MP4 = Look("MP4 视频", ("mp4",), "video/mp4")
    ZIP = Look("ZIP 压缩包", ("zip",), "application/zip")

    @property
    def label(self) -> str:
        """What people call it."""
        return self.value.label

    @property
    def extensions(self) -> tuple[str, ...]:
        """The extensions it goes by, the usual one first."""
        return self.value.extensions


# WPS's own extensions (文字 .wps, 表格 .et, 演示 .dps) hold the same formats; a list (.csv) is text.
MEDIA_TYPES = {
    "wps": "application/wps-office.wps",
    "et": "application/wps-office.et",
    "dps": "application/wps-office.dps",
    "csv": "text/csv",
}

BY_EXTENSION = {extension: kind for kind in FileKind for extension in kind.extensions}


class Foreign(Enum):
    """Kinds recognised but not accepted: what to call them, and the remedy."""

    PROGRAM = ("可执行程序", "")
    SCRIPT = ("脚本程序", "")
    INSTALLER = ("安装程序", "")
    SHORTCUT = ("快捷方式", "请找到它指向的文件再上传。")
    WEB_PAGE = ("网页（HTML）", "请把内容另存为 PDF 或 docx 后上传。")
    SVG = ("SVG 图片", "请另存为 PNG 后上传。")
    XML = ("XML 文件", "请另存为 PDF、xlsx 或 csv 后上传。")
    RTF = ("RTF 文档", "请另存为 docx 后上传。")
    ODF = ("ODF 文档", "请另存为 docx、xlsx 或 pptx 后上传。")
    XLSB = ("二进制工作簿（xlsb）", "请另存为 xlsx 后上传。")
    OTHER_OFFICE = ("旧版 Office 的其他文件", "请另存为 docx、xlsx 或 PDF 后上传。")
    ENCRYPTED = ("设有打开密码的 Office 文件", "请取消密码，另存后再上传。")
    WEBP = ("WebP 图片", "请另存为 JPG 或 PNG 后上传。")
    BMP = ("BMP 图片", "请另存为 JPG 或 PNG 后上传。")
    TIFF = ("TIFF 图片", "请另存为 PDF、JPG 或 PNG 后上传。")
    HEIC = ("HEIC 图片（手机照片）", "请另存为 JPG 后上传。")
    VIDEO = ("其他格式的视频", "请转换为 MP4 后上传。")
    AUDIO = ("其他格式的音频", "请转换为 MP3 后上传。")
    RAR = ("RAR 压缩包", "请解压后分别上传，或者改用 zip 格式压缩。")
    SEVEN_ZIP = ("7z 压缩包", "请解压后分别上传，或者改用 zip 格式压缩。")
    ARCHIVE = ("其他格式的压缩包", "请解压后分别上传，或者改用 zip 格式压缩。")
    UTF16_TEXT = ("UTF-16 编码的文本", "请用记事本打开，另存为 UTF-8 编码后上传。")
    UNKNOWN = ("无法识别的数据", "")

    @property
    def label(self) -> str:
        """What people call it."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What to do about it, or "" where there is nothing to do but choose another file."""
        return self.value[1]


# What runs, or makes a browser or Office run something. Used to word refusals: the list above decides.
# fmt: off
RUNNABLE = frozenset((
    "exe", "com", "scr", "pif", "msi", "msp", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse",
    "mjs", "wsf", "wsh", "hta", "cpl", "dll", "sys", "jar", "apk", "app", "deb", "rpm", "sh", "bash",
    "py", "pyc", "pl", "php", "php3", "php5", "phtml", "asp", "aspx", "ashx", "jsp", "jspx", "cgi",
    "lnk", "url", "reg", "inf", "gadget", "scf", "chm", "iso", "img", "dmg", "docm", "xlsm", "pptm",
    "dotm", "xltm", "potm", "xlam", "ppam", "html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg",
    "svgz", "swf",
))
# fmt: on

"""What is done with every text of the kept parts: one row a text. A free text with no row here is removed.

Types, attributes and elements bear the names of ECMA-376 part 1 behind one fixed prefix a namespace (``namespaces``).
A member is ``@attribute``, ``/child`` or ``#`` (the element's own text). Channel ids are those of ``docs/channels.md``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Do(StrEnum):
    """What is done with one attribute, child element or text."""

    TEXT = "text"  # cell-like text: a place
    NUMBER = "number"  # a number that copies a cell: a place
    TAB = "tab"  # the name of a sheet
    NAME = "name"  # a defined name, table name or style name
    HEADER = "header"  # the title of a table column or pivot field
    FORMULA = "formula"  # a formula or reference
    LINK = "link"  # a place in the workbook that a hyperlink leads to
    RUN = "run"  # one run of a paragraph: joined with its neighbours
    PAGE = "page"  # a page header or footer with & codes
    FORMAT = "format"  # a number format with literals
    ITEM = "item"  # a value of a pivot cache: listed apart, never as a place
    FONT = "font"  # the name of a typeface: kept when it is a public one
    THEME = "theme"  # the name of a theme or of a part of it: kept when it is a public one
    STYLE = "style"  # the name of a cell style: kept when it is built in
    SHAPE = "shape"  # the name of a shape: kept when it is a kind and a number
    ONLY = "only"  # the element goes unless the value has the given pattern
    LIKE = "like"  # the attribute goes unless the value has the given pattern
    BLANK = "blank"  # the attribute goes, or is emptied where the schema demands it
    DROP = "drop"  # the child element goes with everything in it
    PICTURE = "picture"  # the child element goes unless the picture that it shows stays
    HOLLOW = "hollow"  # the picture fill becomes no fill unless its picture stays
    REFUSE = "refuse"  # the part is not read further
    RELATION = "relation"  # the attribute goes when its relationship is dropped; the element stays


class Rule(NamedTuple):
    """One row of the table; ``pattern`` is what ``ONLY`` and ``LIKE`` demand, and what a place need not list."""

    type: str
    member: str
    do: Do
    channel: str
    label: str = ""
    pattern: str = ""


def _rows(do: Do, channel: str, label: str, *members: str, known: str = "") -> tuple[Rule, ...]:
    pairs = [member.split(" ") for member in members]
    return tuple(Rule(kind, name, do, channel, label, known) for kind, name in pairs)


def _drops(channel: str, kind: str, children: str) -> tuple[Rule, ...]:
    return tuple(Rule(kind, f"/{child}", Do.DROP, channel) for child in children.split())


def _refusals(channel: str, kind: str, children: str) -> tuple[Rule, ...]:
    return tuple(Rule(kind, f"/s:{child}", Do.REFUSE, channel) for child in children.split())


def _like(kind: str, member: str, channel: str, pattern: str, do: Do = Do.LIKE) -> Rule:
    return Rule(kind, member, do, channel, "", pattern)


ANY = "*"  # the row holds for this child of every type
CHART_URI = r"http://(?:schemas\.openxmlformats\.org/drawingml/2006|purl\.oclc\.org/ooxml/drawingml)/chart"
EXTENSION_URI = r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}|http://schemas\.microsoft\.com/office/mac/excel/2008/main"
FIELD = (  # what a field of a text shows
    r"slidenum|datetime[0-9]{0,2}|datetimeFigureOut|TxLink|CELLRANGE|CELLREF|VALUE|XVALUE|YVALUE|CATEGORYNAME|SERIESNAME|PERCENTAGE|BUBBLESIZE"
)
VERSION = r"[0-9][0-9.]{0,15}"
STYLE_NAME = r"(?:None|(?:TableStyle|PivotStyle|SlicerStyle|TimeSlicerStyle)(?:Light|Medium|Dark|Other)[0-9]{1,2})"

WORKBOOK = (
    *_rows(Do.TAB, "C01", "sheet name", "s:CT_Sheet @name"),
    *_rows(Do.NAME, "C02", "defined name", "s:CT_DefinedName @name", known=r"_xl(?:nm|fn|eta|op|pm)\.\w{1,40}"),
    *(
        Rule("s:CT_DefinedName", f"@{attribute}", Do.BLANK, "C04")
        for attribute in ("comment", "customMenu", "description", "help", "statusBar", "shortcutKey")
    ),
    *_rows(Do.FORMULA, "C05", "defined name formula", "s:CT_DefinedName #"),
    *_drops("C07", "s:CT_Workbook", "s:fileSharing"),
    *_drops("C09", "s:CT_Workbook", "s:oleSize s:functionGroups s:smartTagPr s:smartTagTypes s:webPublishing s:fileRecoveryPr"),
    *_drops("B15", "s:CT_Workbook", "s:webPublishObjects"),
    *_drops("B12", "s:CT_Workbook", "s:customWorkbookViews"),
    *_drops("H06", "s:CT_Workbook", "s:externalReferences"),
    _like("s:CT_FileVersion", "@appName", "C09", r"xl|Calc|xlsxwriter"),
    _like("s:CT_FileVersion", "@lastEdited", "C09", VERSION),
    _like("s:CT_FileVersion", "@lowestEdited", "C09", VERSION),
    _like("s:CT_FileVersion", "@rupBuild", "C09", VERSION),
    *_rows(Do.BLANK, "B16", "", "s:CT_FileVersion @codeName"),
    _like("s:CT_WorkbookPr", "@codeName", "B16", r"ThisWorkbook"),
    *(
        Rule("s:CT_WorkbookProtection", f"@{scope}{attribute}", Do.BLANK, "B11")
        for scope in ("workbook", "revisions")
        for attribute in ("Password", "PasswordCharacterSet", "SpinCount", "AlgorithmName", "HashValue", "SaltValue")
    ),
)

SHEETS = (
    *_refusals("A15", "s:CT_SheetData", "row"),
    *_drops("B10", "s:CT_Worksheet", "s:protectedRanges"),
    *_drops("B09", "s:CT_Worksheet", "s:scenarios"),
    *_drops("B12", "s:CT_Worksheet", "s:customSheetViews"),
    *_drops("B14", "s:CT_Worksheet", "s:dataConsolidate"),
    *_drops("B13", "s:CT_Worksheet", "s:customProperties"),
    *_drops("B17", "s:CT_Worksheet", "s:cellWatches"),
    *_drops("A16", "s:CT_Worksheet", "s:smartTags"),
    *_drops("E05", "s:CT_Worksheet", "s:legacyDrawing"),
    *_drops("B18", "s:CT_Worksheet", "s:legacyDrawingHF s:drawingHF"),
    Rule("s:CT_Worksheet", "/s:picture", Do.PICTURE, "B18"),
    *_drops("J05", "s:CT_Worksheet", "s:oleObjects"),
    *_drops("J04", "s:CT_Worksheet", "s:controls"),
    *_drops("B15", "s:CT_Worksheet", "s:webPublishItems"),
    *_rows(Do.RELATION, "J06", "", "s:CT_PageSetup @r:id", "s:CT_CsPageSetup @r:id"),
    *_drops("B12", "s:CT_Chartsheet", "s:customSheetViews"),
    *_drops("E05", "s:CT_Chartsheet", "s:legacyDrawing"),
    *_drops("B18", "s:CT_Chartsheet", "s:legacyDrawingHF s:drawingHF"),
    Rule("s:CT_Chartsheet", "/s:picture", Do.PICTURE, "B18"),
    *_drops("B15", "s:CT_Chartsheet", "s:webPublishItems"),
    _like("s:CT_SheetPr", "@codeName", "B16", r"Sheet[0-9]{1,5}"),
    _like("s:CT_ChartsheetPr", "@codeName", "B16", r"Chart[0-9]{1,5}"),
    *(
        Rule(f"s:CT_{kind}Protection", f"@{attribute}", Do.BLANK, "B11")
        for kind in ("Sheet", "Chartsheet")
        for attribute in ("password", "spinCount", "algorithmName", "hashValue", "saltValue")
    ),
    *_rows(Do.FORMULA, "B01", "validation", "s:CT_DataValidation /s:formula1", "s:CT_DataValidation /s:formula2"),
    *_rows(Do.FORMULA, "B01", "validation", "x14:CT_DataValidationFormula /xm:f"),
    *(
        Rule(f"{space}:CT_DataValidation", f"@{attribute}", Do.TEXT, "B02", "validation message")
        for space in ("s", "x14")
        for attribute in ("errorTitle", "error", "promptTitle", "prompt")
    ),
    *_rows(Do.FORMULA, "B03", "conditional format", "s:CT_CfRule /s:formula", "s:CT_Cfvo @val", "x14:CT_CfRule /xm:f", "x14:CT_Cfvo /xm:f"),
    *_rows(Do.TEXT, "B03", "conditional format text", "s:CT_CfRule @text", "x14:CT_CfRule @text"),
    *_rows(Do.LINK, "B05", "link location", "s:CT_Hyperlink @location"),
    *_rows(Do.TEXT, "B05", "link text", "s:CT_Hyperlink @tooltip", "s:CT_Hyperlink @display"),
    *(
        Rule(f"{space}:CT_HeaderFooter", f"/{space}:{page}{end}", Do.PAGE, "B06", f"page {end.lower()}")
        for space in ("s", "c")
        for page in ("odd", "even", "first")
        for end in ("Header", "Footer")
    ),
    *_rows(Do.TEXT, "B07", "filter", "s:CT_Filter @val", "s:CT_CustomFilter @val"),
    _like("s:CT_DateGroupItem", "@dateTimeGrouping", "B07", r"year|month", Do.ONLY),
    *_rows(Do.BLANK, "B08", "", "s:CT_SortCondition @customList"),
    *_rows(Do.FORMULA, "B17", "sparkline", "x14:CT_SparklineGroup /xm:f", "x14:CT_Sparkline /xm:f"),
)

STYLES = (
    *_rows(Do.FORMAT, "A12", "number format", "s:CT_NumFmt @formatCode", "c:CT_NumFmt @formatCode", "c:CT_NumVal @formatCode"),
    *_rows(Do.FORMAT, "A12", "number format", "c:CT_NumData /c:formatCode"),
    *_rows(Do.STYLE, "A13", "", "s:CT_CellStyle @name"),
    *_rows(Do.FONT, "A13", "", "s:CT_FontName @val", "a:CT_TextFont @typeface", "a:CT_SupplementalFont @typeface"),
    _like("a:CT_SupplementalFont", "@script", "A13", r"[A-Z][a-z]{3}", Do.ONLY),
    *_rows(
        Do.NAME,
        "A13",
        "table style",
        "s:CT_TableStyle @name",
        "s:CT_TableStyles @defaultTableStyle",
        "s:CT_TableStyles @defaultPivotStyle",
        "s:CT_TableStyleInfo @name",
        "s:CT_PivotTableStyle @name",
        "x14:CT_SlicerStyles @defaultSlicerStyle",
        "x15:CT_TimelineStyles @defaultTimelineStyle",
        known=STYLE_NAME,
    ),
    *(
        Rule(kind, f"@{row}CellStyle", Do.BLANK, "A13")
        for kind in ("s:CT_Table", "s:CT_TableColumn")
        for row in ("headerRow", "data", "totalsRow")
    ),
    *(Rule("s:CT_pivotTableDefinition", f"@{style}", Do.BLANK, "A13") for style in ("pageStyle", "pivotTableStyle", "vacatedStyle")),
    *_rows(Do.THEME, "A13", "", "a:CT_OfficeStyleSheet @name", "a:CT_ColorScheme @name", "a:CT_FontScheme @name", "a:CT_StyleMatrix @name"),
    *_rows(Do.THEME, "A13", "", "thm15:CT_ThemeFamily @name"),
    *_drops("A13", "a:CT_OfficeStyleSheet", "a:custClrLst"),
)

TABLES = (
    *_rows(Do.NAME, "D01", "table name", "s:CT_Table @name", "s:CT_Table @displayName"),
    *_rows(Do.HEADER, "D01", "table column", "s:CT_TableColumn @name"),
    *_rows(Do.TEXT, "D02", "table total", "s:CT_TableColumn @totalsRowLabel"),
    *_rows(Do.FORMULA, "D02", "table formula", "s:CT_TableFormula #"),
    *_rows(Do.BLANK, "D03", "", "s:CT_Table @comment"),
    *_rows(Do.BLANK, "D04", "", "s:CT_TableColumn @uniqueName"),
    _like("s:CT_Table", "@tableType", "H09", r"worksheet"),
    *_rows(Do.BLANK, "H08", "", "s:CT_Table @connectionId", "s:CT_TableColumn @queryTableFieldId"),
    *_drops("D04", "s:CT_TableColumn", "s:xmlColumnPr"),
)

DRAWINGS = (
    *_rows(Do.RUN, "F01", "text box", "a:CT_RegularTextRun /a:t", "a:CT_TextField /a:t"),
    _like("a:CT_TextField", "@type", "F01", FIELD),
    _like("a:CT_TextCharBullet", "@char", "F01", r"[\x20-\x25\x27-\x3b\x3d-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}|&#?\w{1,8};", Do.ONLY),
    *_rows(Do.SHAPE, "F02", "", "a:CT_NonVisualDrawingProps @name"),
    *_drops("F02", "a:CT_NonVisualDrawingProps", "a:hlinkClick a:hlinkHover"),
    *_drops("F02", "a:CT_TextCharacterProperties", "a:hlinkClick a:hlinkMouseOver"),
    *_rows(Do.FORMULA, "F01", "text box source", "xdr:CT_Shape @textlink", "cdr:CT_Shape @textlink"),
    Rule(ANY, "/a:blipFill", Do.HOLLOW, "F03"),
    *_drops("F01", ANY, "a:effectDag a:cont"),
    *_drops("F03", "a:CT_TextParagraphProperties", "a:buBlip"),
    *(
        Rule(f"xdr:CT_{holder}", "/xdr:pic", Do.PICTURE, "F03")
        for holder in ("TwoCellAnchor", "OneCellAnchor", "AbsoluteAnchor", "GroupShape")
    ),
    *(Rule(f"xdr:CT_{holder}", "/xdr:contentPart", Do.DROP, "F07") for holder in ("TwoCellAnchor", "OneCellAnchor", "AbsoluteAnchor")),
    *(
        Rule(f"cdr:CT_{holder}", f"/cdr:{child}", do, channel)
        for holder in ("RelSizeAnchor", "AbsSizeAnchor", "GroupShape")
        for child, do, channel in (("pic", Do.PICTURE, "F03"), ("graphicFrame", Do.DROP, "G06"))
    ),
    _like("a:CT_GraphicalObjectData", "@uri", "G06", CHART_URI, Do.ONLY),
    *(
        Rule(kind, "@macro", Do.BLANK, "J01")
        for kind in ("xdr:CT_Shape", "xdr:CT_Connector", "xdr:CT_GraphicalObjectFrame", "xdr:CT_Picture", "cdr:CT_Shape", "cdr:CT_Picture")
    ),
    *_rows(Do.BLANK, "F02", "", "a:CT_NonVisualDrawingProps @descr", "a:CT_NonVisualDrawingProps @title"),
)

CHARTS = (
    *_rows(Do.TEXT, "G01", "chart label", "c:CT_StrVal /c:v"),
    *_rows(Do.NUMBER, "G01", "chart value", "c:CT_NumVal /c:v"),
    *_rows(Do.TEXT, "G02", "chart series", "c:CT_SerTx /c:v", "c:CT_Trendline /c:name"),
    *_rows(Do.FORMULA, "G01", "chart source", "c:CT_StrRef /c:f", "c:CT_NumRef /c:f", "c:CT_MultiLvlStrRef /c:f"),
    *_rows(Do.FORMULA, "G02", "chart source", "c15:CT_DataLabelsRange /c15:f", "c15:CT_DataLabelFieldTableEntry /c15:f"),
    *_rows(Do.FORMULA, "G03", "chart pivot", "c:CT_PivotSource /c:name"),
    _like("c:CT_DLbl", "/c:separator", "G02", r"(?:[\s,;:/|.-]|&#10;){0,5}"),
    _like("c:CT_DLbls", "/c:separator", "G02", r"(?:[\s,;:/|.-]|&#10;){0,5}"),
    *_drops("G03", "c:CT_ChartSpace", "c:externalData"),
    *_drops("B18", "c:CT_PrintSettings", "c:legacyDrawingHF"),
)

PIVOTS = (
    *_rows(Do.HEADER, "H01", "pivot field", "s:CT_CacheField @name"),
    *_rows(Do.TEXT, "H01", "pivot field caption", "s:CT_CacheField @caption"),
    *_rows(Do.FORMULA, "H01", "pivot formula", "s:CT_CacheField @formula", "s:CT_CalculatedItem @formula"),
    *_rows(Do.TAB, "H03", "pivot source sheet", "s:CT_WorksheetSource @sheet", "s:CT_RangeSet @sheet"),
    *_rows(Do.NAME, "H03", "pivot source name", "s:CT_WorksheetSource @name", "s:CT_RangeSet @name"),
    *_rows(Do.TEXT, "H03", "pivot page", "s:CT_PageItem @name"),
    *_rows(Do.RELATION, "H03", "", "s:CT_WorksheetSource @r:id", "s:CT_RangeSet @r:id", "s:CT_PivotCacheDefinition @r:id"),
    *_rows(Do.BLANK, "H01", "", "s:CT_CacheField @propertyName"),
    *_rows(Do.BLANK, "H04", "", "s:CT_PivotField @uniqueMemberProperty", "s:CT_PivotFilter @name", "s:CT_PivotFilter @description"),
    *_rows(Do.BLANK, "H04", "", "s:CT_pivotTableDefinition @tag"),
    *_rows(
        Do.BLANK,
        "H03",
        "",
        "s:CT_PivotCacheDefinition @refreshedBy",
        "s:CT_PivotCacheDefinition @refreshedDate",
        "s:CT_PivotCacheDefinition @refreshedDateIso",
    ),
    *(
        Rule("s:CT_SharedItems", f"@{attribute}", Do.NUMBER, "H01", "pivot range")
        for attribute in ("minValue", "maxValue", "minDate", "maxDate")
    ),
    *(
        Rule("s:CT_RangePr", f"@{attribute}", Do.NUMBER, "H01", "pivot group")
        for attribute in ("startNum", "endNum", "startDate", "endDate")
    ),
    *(Rule(f"s:CT_{kind}", "@v", Do.ITEM, "H01", "pivot group label") for kind in ("String", "Number", "DateTime", "Boolean", "Error")),
    *(
        Rule(f"s:CT_{kind}", "@c", Do.TEXT, "H01", "pivot caption")
        for kind in ("String", "Number", "DateTime", "Boolean", "Error", "Missing")
    ),
    *_drops("H08", "s:CT_CacheField", "s:mpMap"),
    *_refusals("H01", "s:CT_PivotCacheDefinition", "cacheHierarchies kpis tupleCache calculatedMembers dimensions measureGroups maps"),
    *_refusals("H01", "s:CT_String", "tpls"),
    *_refusals("H01", "s:CT_Number", "tpls"),
    *_refusals("H01", "s:CT_Error", "tpls"),
    *_refusals("H01", "s:CT_Missing", "tpls"),
    *_refusals("H04", "s:CT_pivotTableDefinition", "pivotHierarchies rowHierarchiesUsage colHierarchiesUsage"),
    *_rows(Do.TEXT, "H04", "pivot name", "s:CT_pivotTableDefinition @name"),
    *(
        Rule("s:CT_pivotTableDefinition", f"@{name}Caption", Do.TEXT, "H04", "pivot caption")
        for name in ("data", "grandTotal", "error", "missing", "rowHeader", "colHeader")
    ),
    *_rows(Do.TEXT, "H04", "pivot caption", "s:CT_DataField @name", "s:CT_PivotField @name", "s:CT_PivotField @subtotalCaption"),
    *_rows(Do.TEXT, "H04", "pivot item caption", "s:CT_Item @n", "s:CT_PageField @cap", "s:CT_PageField @name"),
    *_rows(Do.TEXT, "H04", "pivot filter", "s:CT_PivotFilter @stringValue1", "s:CT_PivotFilter @stringValue2"),
)

METADATA = (
    _like("s:CT_MetadataType", "@name", "H12", r"XLDAPR", Do.ONLY),
    _like("s:CT_FutureMetadata", "@name", "H12", r"XLDAPR", Do.ONLY),
    *_drops("H12", "s:CT_Metadata", "s:metadataStrings s:mdxMetadata s:valueMetadata"),
)

EXTENSIONS = (
    *(_like(kind, "@uri", "K08", EXTENSION_URI) for kind in ("s:CT_Extension", "a:CT_OfficeArtExtension", "c:CT_Extension")),
    _like("xcalcf:CT_CalcFeature", "@name", "K08", r"microsoft\.com:(?:RD|Single|FV|CNMTM|LET_WF|LAMBDA_WF|ARRAYTEXT_WF)", Do.ONLY),
)

TABLE: tuple[Rule, ...] = (*WORKBOOK, *SHEETS, *STYLES, *TABLES, *DRAWINGS, *CHARTS, *PIVOTS, *METADATA, *EXTENSIONS)

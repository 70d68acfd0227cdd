"""Every relationship type and content type of a workbook that payscrub knows, with its ruling.

Sources: ECMA-376 parts 1 and 2, [MS-XLSX], [MS-OI29500], the part list of the Open XML SDK, and what real files hold, misspelt types
and those of test versions included.
"""

from __future__ import annotations

from dataclasses import replace

from payscrub.formats.xlsx.ruling import UNKNOWN, Row, drop, edit, rebuild, refuse

KEPT = (
    Row(
        edit("workbook", "workbook", "C01 C02 C05"),
        "T/officeDocument S/officeDocument",
        "x/spreadsheetml.sheet.main+xml x/spreadsheetml.template.main+xml e/sheet.macroEnabled.main+xml e/template.macroEnabled.main+xml",
    ),
    Row(edit("worksheet", "worksheet", "A05 A06 A08 B01"), "T/worksheet S/worksheet", "x/spreadsheetml.worksheet+xml"),
    Row(edit("chartsheet", "chart sheet", "G05"), "T/chartsheet S/chartsheet", "x/spreadsheetml.chartsheet+xml"),
    Row(edit("strings", "shared strings", "A01 A02 A03 A04"), "T/sharedStrings S/sharedStrings", "x/spreadsheetml.sharedStrings+xml"),
    Row(edit("styles", "styles", "A12 A13"), "T/styles S/styles", "x/spreadsheetml.styles+xml"),
    Row(edit("theme", "theme", "A13"), "T/theme S/theme T/themeOverride S/themeOverride", "x/theme+xml x/themeOverride+xml"),
    Row(edit("table", "table", "D01 D02"), "T/table S/table", "x/spreadsheetml.table+xml"),
    Row(
        edit("drawing", "drawing", "F01 F02 G05"),
        "T/drawing S/drawing T/chartUserShapes S/chartUserShapes",
        "x/drawing+xml x/drawingml.chartshapes+xml",
    ),
    Row(edit("chart", "chart", "G01 G02 G03"), "T/chart S/chart", "x/drawingml.chart+xml"),
    Row(
        edit("chart style", "chart style", "G05"),
        "M/2011/relationships/chartStyle M/2011/relationships/chartColorStyle",
        "o/chartstyle+xml o/chartcolorstyle+xml",
    ),
    Row(edit("pivot table", "pivot table", "H04"), "T/pivotTable S/pivotTable", "x/spreadsheetml.pivotTable+xml"),
    Row(
        edit("pivot cache", "pivot cache", "H01 H03"),
        "T/pivotCacheDefinition S/pivotCacheDefinition",
        "x/spreadsheetml.pivotCacheDefinition+xml",
    ),
    Row(
        edit("pivot records", "pivot cache records", "H02"),
        "T/pivotCacheRecords S/pivotCacheRecords",
        "x/spreadsheetml.pivotCacheRecords+xml",
    ),
    Row(edit("metadata", "cell metadata", "H12"), "T/sheetMetadata S/sheetMetadata", "x/spreadsheetml.sheetMetadata+xml"),
    Row(edit("link", "link", "B04 K06"), "T/hyperlink S/hyperlink"),
)

REBUILT = (
    Row(
        rebuild("document properties", "I01 I06"),
        "P/metadata/core-properties P/meatadata/core-properties P/metadata/core-propertdes T/metadata/core-properties "
        "S/metadata/core-properties H/schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties "
        "H/schemas.microsoft.com/package/2005/06/relationships/metadata/core-properties",
        "a/vnd.openxmlformats-package.core-properties+xml a/vnd.ms-package.core-properties+xml",
    ),
    Row(
        rebuild("application properties", "I02"),
        "T/extended-properties T/extended-propertdes S/extendedProperties S/extended-properties M/2006/relationships/docPropsApp",
        "x/extended-properties+xml",
    ),
    Row(rebuild("list of relationships", "K06"), "", "a/vnd.openxmlformats-package.relationships+xml a/vnd.ms-package.relationships+xml"),
)

DROPPED = (
    Row(drop("custom properties", "I03"), "T/custom-properties S/customProperties S/custom-properties", "x/custom-properties+xml"),
    Row(drop("sensitivity label", "I04"), "M/2020/02/relationships/classificationlabels", "o/classificationlabels+xml"),
    Row(drop("printer settings", "J06"), "T/printerSettings S/printerSettings", "x/spreadsheetml.printerSettings"),
    Row(drop("calculation chain", "J07"), "T/calcChain S/calcChain", "x/spreadsheetml.calcChain+xml"),
    Row(drop("preview picture", "F06"), "P/metadata/thumbnail S/metadata/thumbnail"),
    Row(
        drop("picture", "F03 F04 F05 F08"),
        "T/image S/image M/2007/relationships/hdphoto M/2017/06/relationships/model3d T/audio T/video S/audio S/video "
        "M/2007/relationships/media M/2018/relationships/svg",
        "i/jpeg i/jpg i/pjpeg i/png i/gif i/bmp i/tiff i/webp i/svg i/svg+xml i/x-wmf i/x-emf i/vnd.ms-photo i/heic model/gltf-binary",
    ),
    Row(drop("notes", "E01"), "T/comments S/comments M/2018/10/relationships/comments", "x/spreadsheetml.comments+xml"),
    Row(drop("threaded comments", "E02"), "M/2017/10/relationships/threadedComment", "e/threadedcomments+xml"),
    Row(drop("list of commenters", "E03"), "M/2017/10/relationships/person", "e/person+xml"),
    Row(drop("tasks", "E04"), "M/2019/04/relationships/documenttask", "e/documenttasks+xml"),
    Row(
        drop("legacy drawing", "E05 B18"),
        "T/vmlDrawing S/vmlDrawing M/2006/relationships/legacyDrawing M/2006/relationships/legacyDiagramText",
        "x/vmlDrawing o/legacyDrawing o/legacyDiagramText",
    ),
    Row(drop("ink", "F07"), "T/ink S/ink M/2014/relationships/ink T/customInk", "a/inkml+xml"),
    Row(drop("chart of a newer kind", "G04"), "M/2014/relationships/chartEx", "o/chartex+xml"),
    Row(
        drop("diagram", "G06"),
        "T/diagramData T/diagramLayout T/diagramQuickStyle T/diagramColors S/diagramData S/diagramLayout S/diagramQuickStyle "
        "S/diagramColors M/2007/relationships/diagramDrawing",
        "x/drawingml.diagramData+xml x/drawingml.diagramLayout+xml x/drawingml.diagramStyle+xml x/drawingml.diagramColors+xml "
        "o/drawingml.diagramDrawing+xml",
    ),
    Row(
        drop("XML mapping", "D04"),
        "T/xmlMaps S/xmlMaps T/tableSingleCells S/tableSingleCells",
        "x/spreadsheetml.tableSingleCells+xml",
    ),
    Row(
        drop("custom XML", "I05 H10"),
        "T/customXml S/customXml T/customXmlProps S/customXmlProps S/customXmlProperties M/2007/relationships/customData "
        "M/2007/relationships/customDataProps",
        "x/customXmlProperties+xml e/customDataProperties+xml",
    ),
    Row(
        drop("link to another workbook", "H06 H07"),
        "T/externalLink S/externalLink T/externalLinkPath S/externalLinkPath M/2006/relationships/xlExternalLinkPath/xlPathMissing "
        "M/2006/relationships/xlExternalLinkPath/xlStartup M/2006/relationships/xlExternalLinkPath/xlLibrary "
        "M/2006/relationships/xlExternalLinkPath/xlAlternateStartup M/2019/04/relationships/externalLinkLongPath",
        "x/spreadsheetml.externalLink+xml",
    ),
    Row(drop("live data feed", "H07"), "T/volatileDependencies S/volatileDependencies", "x/spreadsheetml.volatileDependencies+xml"),
    Row(drop("data connections", "H08"), "T/connections S/connections", "x/spreadsheetml.connections+xml"),
    Row(drop("query table", "H09"), "T/queryTable S/queryTable", "x/spreadsheetml.queryTable+xml"),
    Row(drop("data model", "H11"), "T/powerPivotData S/powerPivotData M/2011/relationships/powerPivotData", "x/model+data"),
    Row(
        drop("slicers", "H05"),
        "M/2007/relationships/slicer M/2007/relationships/slicerCache M/2011/relationships/timeline M/2011/relationships/timelineCache",
        "e/slicer+xml e/slicerCache+xml e/timeline+xml e/timelineCache+xml",
    ),
    Row(
        drop("linked data types", "H13 H14"),
        "M/2017/06/relationships/rdRichValueStructure M/2017/06/relationships/rdRichValue M/2017/06/relationships/rdRichValueTypes "
        "M/2022/10/relationships/richValueRel M/2017/06/relationships/rdSupportingPropertyBag M/2020/07/relationships/rdRichValueWebImage "
        "M/2017/06/relationships/rdSupportingPropertyBagStructure M/2017/06/relationships/richStyles M/2017/06/relationships/rdArray",
        "e/rdrichvalue+xml e/rdrichvaluestructure+xml e/rdrichvaluetypes+xml e/richvaluerel+xml e/rdrichvaluewebimage+xml e/rdarray+xml "
        "e/richstyles+xml e/rdsupportingpropertybagstructure+xml e/rdsupportingpropertybag+xml",
    ),
    Row(drop("check box formats", "H15"), "M/2022/11/relationships/FeaturePropertyBag", "e/featurepropertybag+xml"),
    Row(
        drop("saved sheet views", "H15"),
        "M/2019/04/relationships/namedSheetView M/2006/relationships/wsSortMap",
        "e/namedsheetviews+xml e/wsSortMap+xml",
    ),
    Row(
        drop("history of a shared workbook", "H16"),
        "T/usernames T/revisionHeaders T/revisionLog S/usernames S/revisionHeaders S/revisionLog",
        "x/spreadsheetml.userNames+xml x/spreadsheetml.revisionHeaders+xml x/spreadsheetml.revisionLog+xml",
    ),
    Row(
        drop("macros", "J01 J09"),
        "M/2006/relationships/vbaProject M/2006/relationships/attachedToolbars M/2006/relationships/wordVbaData "
        "M/2006/relationships/ui/extensibility M/2007/relationships/ui/extensibility M/2006/relationships/ui/userCustomization",
        "o/vbaProject e/attachedToolbars",
    ),
    Row(
        drop("signature", "J02"),
        "P/digital-signature/origin P/digital-signature/signature P/digital-signature/certificate M/2006/relationships/vbaProjectSignature "
        "M/2014/relationships/vbaProjectSignatureAgile M/2020/07/relationships/vbaProjectSignatureV3",
        "a/vnd.openxmlformats-package.digital-signature-origin a/vnd.openxmlformats-package.digital-signature-xmlsignature+xml "
        "a/vnd.openxmlformats-package.digital-signature-certificate o/vbaProjectSignature o/vbaProjectSignatureAgile "
        "o/vbaProjectSignatureV3",
    ),
    Row(
        drop("form controls", "J04"),
        "T/ctrlProp S/ctrlProp T/control S/control M/2006/relationships/activeXControlBinary",
        "e/controlproperties+xml o/activeX+xml o/activeX",
    ),
    Row(
        drop("embedded file", "J05"),
        "T/oleObject S/oleObject T/package S/package",
        "x/oleObject x/spreadsheetml.sheet x/wordprocessingml.document x/presentationml.presentation a/msword a/vnd.ms-excel "
        "a/vnd.ms-powerpoint a/pdf",
    ),
    Row(
        drop("add-in state", "J08"),
        "M/2011/relationships/webextension M/2011/relationships/webextensiontaskpanes",
        "o/webextension+xml o/webextensiontaskpanes+xml",
    ),
    Row(drop("add-in data of a sheet", "B13"), "T/customProperty S/customProperty", "x/spreadsheetml.customProperty"),
    Row(
        drop("data of another application", "C10 C11 J10"),
        "H/customschemas.google.com/relationships/workbookmetadata H/www.wps.cn/officeDocument/2023/relationships/customStorage "
        "H/www.wps.cn/officeDocument/2020/cellImage H/schemas.dell.com/ddp/2016/relationships/xenFile "
        "H/schemas.dell.com/ddp/2016/relationships/metadataFile H/schemas.dell.com/ddp/2016/relationships/hmacFile",
        "a/binary a/octet-stream a/vnd.wps-officedocument.customStorage+xml a/vnd.wps-officedocument.cellimage+xml",
    ),
)

_BINARY = "The file is a binary workbook (.xlsb), which payscrub does not read."
_BETA = "The workbook was written by a test version of Excel from before 2007."
_XLM = "The workbook has a sheet of Excel 4 macros, which payscrub does not read."
REFUSED = (
    Row(
        refuse("binary workbook", "A06", _BINARY),
        "M/2006/relationships/xlBinaryIndex",
        "e/sheet.binary.macroEnabled.main e/worksheet e/styles e/binIndexWs e/binIndexMs e/sharedStrings e/calcChain "
        "e/comments e/externalLink "
        "e/chartsheet e/tableSingleCells e/table e/pivotTable e/pivotCacheRecords e/pivotCacheDefinition e/sheetMetadata e/connections "
        "e/queryTable e/macrosheet e/revisionLog e/userNames e/revisionHeaders e/dialogsheet e/printerSettings e/volatileDependencies",
    ),
    Row(
        refuse("macro sheet", "J03", _XLM),
        "M/2006/relationships/xlMacrosheet M/2006/relationships/xlIntlMacrosheet",
        "e/macrosheet+xml e/intlmacrosheet+xml",
    ),
    Row(
        refuse("dialog sheet", "J03", "The workbook has a dialog sheet of Excel 5, which payscrub does not read."),
        "T/dialogsheet S/dialogsheet",
        "x/spreadsheetml.dialogsheet+xml",
    ),
    Row(
        refuse("add-in", "J01", "The file is an add-in: it is made of macros, and those cannot be cleaned."),
        "",
        "e/addin.macroEnabled.main+xml",
    ),
    Row(
        refuse("workbook of a test version", "K11", _BETA),
        "M/2006/relationships/officeDocument M/2006/relationships/xlWorksheet M/2006/relationships/xlStyles M/2006/relationships/theme "
        "M/2006/relationships/xlSharedStrings M/2006/relationships/drawing M/2006/relationships/chart M/2006/relationships/xlCalcChain "
        "M/2006/relationships/xlPrinterSettings M/2006/relationships/xlVolatileDependencies",
        "e/template.main+xml e/worksheet+xml e/styles+xml e/sharedStrings+xml e/calcChain+xml "
        "e/volatileDependencies+xml o/theme+xml o/chart+xml "
        "o/drawing+xml e/main+xml",
    ),
    Row(
        replace(UNKNOWN, message="The workbook has a part of a presentation."),
        "T/notesMaster T/notesSlide T/slideLayout T/slideMaster T/slide T/slideUpdateInfo T/tags",
    ),
    Row(UNKNOWN, "", "a/xml a/x-test-xml"),
)

TABLE: tuple[Row, ...] = (*KEPT, *REBUILT, *DROPPED, *REFUSED)

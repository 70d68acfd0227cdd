"""The namespaces of the kept parts: one fixed prefix each, whatever prefix a file uses.

Sources: ECMA-376 part 1, annex A (Transitional and Strict), part 3 (markup compatibility), and [MS-XLSX], [MS-ODRAWXML] for extensions.
"""

from __future__ import annotations

from types import MappingProxyType

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_SHEET = "http://schemas.microsoft.com/office/spreadsheetml/"
_DRAW = "http://schemas.microsoft.com/office/drawing/"

XML = "http://www.w3.org/XML/1998/namespace"

# read: what bears these prefixes is looked up in the schema
READ: MappingProxyType[str, str] = MappingProxyType(
    {
        _OPEN + "spreadsheetml/2006/main": "s",
        _STRICT + "spreadsheetml/main": "s",
        _OPEN + "officeDocument/2006/relationships": "r",
        _STRICT + "officeDocument/relationships": "r",
        _OPEN + "drawingml/2006/main": "a",
        _STRICT + "drawingml/main": "a",
        _OPEN + "drawingml/2006/chart": "c",
        _STRICT + "drawingml/chart": "c",
        _OPEN + "drawingml/2006/chartDrawing": "cdr",
        _STRICT + "drawingml/chartDrawing": "cdr",
        _OPEN + "drawingml/2006/spreadsheetDrawing": "xdr",
        _STRICT + "drawingml/spreadsheetDrawing": "xdr",
        _OPEN + "markup-compatibility/2006": "mc",
        XML: "xml",
        _SHEET + "2009/9/main": "x14",
        _SHEET + "2009/9/ac": "x14ac",
        _SHEET + "2010/11/main": "x15",
        _SHEET + "2018/calcfeatures": "xcalcf",
        _SHEET + "2017/dynamicarray": "xda",
        "http://schemas.microsoft.com/office/excel/2006/main": "xm",
        "http://schemas.microsoft.com/office/mac/excel/2008/main": "mx",
        "http://schemas.microsoft.com/office/thememl/2012/main": "thm15",
        _DRAW + "2007/8/2/chart": "c14",
        _DRAW + "2010/main": "a14",
        _DRAW + "2012/chart": "c15",
        _DRAW + "2012/chartStyle": "cs",
    }
)

# known: may stay declared, but what bears these prefixes is cut
_PUBLISHED = (
    "2014/revision 2015/revision2 2016/revision3 2016/revision5 2016/revision6 2016/revision9 2016/revision10 2017/revision16 "
    "2010/11/ac 2011/1/ac 2014/11/main 2015/02/main 2016/01/main 2016/pivotdefaultlayout 2017/richdata 2017/richdata2 "
    "2018/08/main 2018/threadedcomments 2019/extlinks2019 2019/namedsheetviews 2020/pivotNov2020 2020/richdatawebimage "
    "2020/threadedcomments2 2021/extlinks2021 "
    "2022/featurepropertybag 2022/pivotRichData 2022/pivotVersionInfo 2022/richvaluerel 2023/dataSourceVersioning 2023/msForms "
    "2023/pivot2023Calculation 2024/pivotAutoRefresh 2024/pivotDynamicArrays 2024/workbookCompatibilityVersion 2025/pivotDataSource"
)
_PUBLISHED_DRAWING = (
    "2008/diagram 2010/chartDrawing 2010/compatibility 2010/slicer 2012/main 2012/slicer 2012/timeslicer 2013/main/command 2014/chart "
    "2014/chartex 2014/chart/ac 2014/main 2015/06/chart 2015/9/8/chartex 2015/10/21/chartex 2016/5/9/chartex 2016/5/10/chartex "
    "2016/5/11/chartex 2016/5/12/chartex 2016/5/13/chartex 2016/5/14/chartex 2016/11/main 2016/SVG/main 2016/ink 2017/03/chart "
    "2017/decorative 2017/model3d 2018/animation 2018/sketchyshapes"
)
KNOWN: frozenset[str] = frozenset(
    [_SHEET + name for name in _PUBLISHED.split()]
    + [_DRAW + name for name in _PUBLISHED_DRAWING.split()]
    + [_OPEN + name for name in ("drawingml/2006/diagram", "drawingml/2006/picture", "officeDocument/2006/sharedTypes")]
    + [_OPEN + "drawingml/2006/wordprocessingDrawing", _STRICT + "drawingml/diagram", _STRICT + "drawingml/picture"]
    + ["http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/2001/XMLSchema", "http://schemas.libreoffice.org/"]
    + [_OPEN + "officeDocument/2006/docPropsVTypes", "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"]
    + ["urn:schemas-microsoft-com:mac:vml", "http://www.wps.cn/officeDocument/2017/etCustomData"]
    + ["uuid:C2F41010-65B3-11d1-A29F-00AA00C14882", "uuid:BDC6E3F0-6DA3-11d1-A2A3-00AA00C14882"]  # types and schemas of MSXML
    + ["http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing", "http://customooxmlschemas.google.com/"]
)

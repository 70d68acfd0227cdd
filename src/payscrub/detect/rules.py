"""What a header says about its column: one ordered table, the first rule that matches decides.

The headers are those of British payroll and HR products, of HMRC, of banks and pension schemes; a rule sees the plain
words that ``headers.canonical`` makes of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from payscrub.detect.headers import canonical


class Trust(IntEnum):
    """How much a header decides by itself."""

    NONE = 0  # no rule knows it: the values decide
    OPEN = 1  # the same words mean different things: the values must confirm
    LIKELY = 2  # taken unless the values contradict
    SURE = 3  # taken whatever the values are: malformed ones are personal too


@dataclass(frozen=True, slots=True)
class Reading:
    """What a header says: an entity, or None for a column about no person."""

    entity: str | None
    trust: Trust


UNREAD = Reading(None, Trust.NONE)
_O, _L, _S = Trust.OPEN, Trust.LIKELY, Trust.SURE
_WHO = "employee|worker|staff|member|person|payee|claimant|candidate|individual|director|subcontractor|passenger|partner|spouse|applicant|leaver|starter"
_THIRD = "manager|supervisor|deputy|approver|authoriser|responsible (?:person|officer)|line manager|reports to|budget holder|budget manager|next of kin|emergency contact \\d?|contact|client|service user|patient|guarantor|beneficiary|referee|doctor|gp|assessor|mentor|buddy|signatory|owner|author"  # noqa: E501 - one alternation
_BY = "(?:approved|authorised|finalised|assigned|checked|verified|signed|prepared|entered|input|keyed|created|updated|modified|amended|requested|raised|run|completed|submitted|changed|reviewed|countersigned|processed) by"  # noqa: E501 - one alternation

_TABLE: tuple[tuple[str, str | None, Trust], ...] = (
    # whole records in one cell
    (r"\bname ?/ ?address|\bname (?:&|and) |^(?:employee|payee|member|staff|worker|personal) (?:details|record)$|\bnarrative\b|^details$", "FREE_TEXT", _S),
    (r"\bdeceased\b", "HEALTH", _S),
    # credentials and machines
    (r"\b(?:password|passcode|passphrase|door code|pin code|security answer|memorable|secret|api key|token)\b(?!.*\b(?:changed|expiry|date|policy|required))", "SECRET", _S),
    (r"^pin$", "PROFESSIONAL_REGISTRATION", _L),
    (r"\b(?:mac address|mac addr)\b|^mac$", "MAC_ADDRESS", _S),
    (r"\bip(?: address)?$|^ip\b", "IP_ADDRESS", _S),
    (r"\b(?:hostname|computer name|asset tag|device(?: id| name)?|machine name|serial number|laptop)\b|^(?:host|computer|pc name)$", "HOSTNAME", _S),
    (r"\bskype name\b|\busername\b|\buser login\b|\b(?:network|ad|windows|domain) (?:login|account|id)\b|^login(?: id| name)?$|^user(?: id)?$|\bsmartcard\b|\bnhs crs\b|\bupn\b|\bsam account\b", "USERNAME", _S),
    (r"^display id$", "PERSON", _L),
    (r"\bphoto\b.*\b(?:url|link)|\b(?:web ?site|web page|url|linked ?in)\b", "URL", _L),
    (r"^photo$|^picture$|^signature$|^image$", "PERSON", _L),
    (r"\b(?:file|photo) path\b|^path$|\bhome (?:drive|folder|directory)\b", "FILE_PATH", _S),
    # about the employer, not a person
    (r"\boriginat|\boriginator|\bsun (?:name|number)\b|\bservice user number\b|^service user reference$(?!)", None, _S),
    (r"\bcontact\b.*\bforename\b|\bhmrc contact name$", "PERSON", _S),
    (r"\bpaye ?ref|\baccounts office|\bcorporation tax\b|\bvat\b|\bcompany (?:number|registration|code)\b|\bcrn\b|\bscon\b|\becon\b|\bhmrc office\b|\btax office\b|^tax (?:reference|number|ref name|name|no)$|\bemployer (?:paye|code|id|size|number)\b|\bsic code|\bdistrict number\b|\bpartnership utr\b|^ac ?ref ?number$|^acref", None, _S),
    (r"^unique tax reference$", "UK_UTR", _L),
    (r"\bsingle tax|\butr\b|\bunique tax(?:payer)? ref|\bself assessment ref", "UK_UTR", _S),
    (r"\bverification number\b", "UK_UTR", _L),
    (r"^employer reference$|\bemployer ref\b|\bnest employer\b|\bscheme number\b|\blocal authority number\b|\bestablishment number\b|\bmembership type\b", None, _S),
    (r"\b(?:employer|company|organisation|trust|trading|partnership|agency|supplier|current|registered) ?name\b|^name of (?:employer|company|organisation)$|^employ(?:er|ing authority|ed at)$|^company$|^organisation$|^trust$|^agency$", "EMPLOYER", _L),
    (r"\bbank holiday\b|\bbank staff\b|\bbank reason\b", None, _S),
    (r"\bbank (?:branch|address|country)\b|\bcountry of bank\b|\bbranch (?:name|address)\b|\bbuilding society name\b", "BANK_NAME", _S),
    (r"^(?:payment |employee )?bank name$|^name of bank$", "BANK_NAME", _O),
    (r"\bcost ?/? ?(?:centre|code)\b", None, _S),
    # secondary attributes that carry the words of an identifier
    (r"^(?:number|total number|count|total) of\b|^total (?:members|employees|records)", None, _S),
    (r"^(?:is|has|was|are|can) ", None, _S),
    (r"\b(?:style|format|length|count|options|required|sequence|zone|threshold|layout|template|marker|allowance|frequency|method|schedule|checksum|percentage|percent|unit|units|display order|table name|sheet name|notification)$", None, _S),
    (r"\bni (?:category|letter|table|code)\b|\bni ?cat\b|^nicl$|^nic ?letter$|^ni l$", "NI_CATEGORY", _S),
    (r"\btax ?(?:code|cc)\b", "TAX_CODE", _S),
    (r"\bsort (?:sequence|order|key)\b", None, _S),
    (r"\bbirth(?:day)? leave\b|\bcountry of birth\b|\bplace of birth\b|\bnational(?:ity|ities)\b|\bcitizen|\bcitizenship\b|\bvisa (?:type|expiry|status|start)\b|\bsponsored\b|\byear of entry\b|^hand ?c ?visa$|\bcountry\b|^visa$|\bimmigration status\b|\bright to work (?:type|status|expiry|check)", "NATIONALITY", _S),
    (r"\bvisa\b", "IMMIGRATION_DOCUMENT", _L),
    (r"\bregistration (?:body|status|date|expiry|type)\b|\binitial registration\b|\breg status\b|\bnmc ?reg\b|\brevalidation\b|\bpin (?:expiry|date)\b|\bdesignated body\b", "STATUS", _S),
    (r"\b(?:document|address|account|person|record|id|contact|phone|email|absence|payment|employee|worker|licence|passport|registration|relationship|grade|business|transaction|process|plan|form|visa|check) type\b(?<!absence type)(?<!check type)", None, _S),
    # special categories
    (r"\bdisab", "DISABILITY", _S),
    (r"\bethnic|\brace$", "ETHNICITY", _S),
    (r"\brelig|\bfaith$|\bbelief", "RELIGION", _S),
    (r"\bsexual orientation\b|\borientation$", "SEXUAL_ORIENTATION", _S),
    (r"\bcriminal|\bconviction|\bdbs (?:issue|status|type|result|date|level)|^check type$", "CRIMINAL_RECORD", _S),
    (r"\bdbs\b|\bdisclosure (?:number|reference)\b|\bcertificate number\b", "DBS_CERTIFICATE", _S),
    (r"\bunion (?:deduction code|code)\b", None, _S),
    (r"\bunion (?:reference|member|number|id)|^membership number$", "PENSION_MEMBER", _O),
    (r"\bunion\b|\bpolitical fund\b|^subs?(?: band)?$|\bbreak ?reason\b|\bunison\b|^rcn\b|\bcheck ?off\b|\bstrike\b", "UNION_MEMBERSHIP", _S),
    (r"\bsick|\babsence\b|\babs(?:type|code|reason)\b|\bfte days lost\b|\bdays lost\b|\bmaternity (?:start|end|leave)|\bdoctor note\b|\bfit note\b|\bmedical cond|\bhealth\b(?! authority| board)|\breturn to work\b|\bright to work discussion\b|\blong term / short|\bwork related\b|\brelated reason\b|\bexpected due|\bexp ?due|\bkit ?split|\bill health\b|\bpregnan|\boccupational health\b|\bdeceased\b|\bdeath\b|^due date$(?!)", "HEALTH", _S),
    (r"\bmarital\b", "MARITAL_STATUS", _S),
    (r"\b(?:status|state)$|\bassignment (?:code|category|type)$", "STATUS", _S),
    # numbers of persons
    (r"\bni (?:number|id)\b|^ni$|\bni reference\b|\binsurance number\b", "UK_NINO", _S),
    (r"\bsd (?:number|reference)\b|\bnhs pension(?: scheme)? (?:number|reference)\b|\bsuperann[a-z]* (?:number|reference)\b", "NHS_PENSION_NUMBER", _S),
    (r"\bnhs (?:number|id)\b|\bpatient number\b|\bchi number\b", "UK_NHS", _S),
    (r"\b(?:nmc|gmc|hcpc|gphc|gdc|gp|swe)(?: pin| number| reg[a-z]*| code)\b|\bteachers? pension reference\b|\bteacher (?:reference|number)\b|^trn$|\bdfe number\b|\bprofessional (?:registration|reg|number|pin)\b|^registration (?:number|pin|id)$|\bprof reg", "PROFESSIONAL_REGISTRATION", _L),
    (r"\bdriv[a-z]* licen|\blicence number\b|\bdl number\b|\bdriver number\b|\bdvla\b", "UK_DRIVING_LICENCE", _S),
    (r"\bpassport\b(?!.*\b(?:expiry|issue|date|country|type|valid))", "PASSPORT", _S),
    (r"\bshare code\b", "SHARE_CODE", _S),
    (r"\bbrp\b|\bresiden(?:ce|t) permit\b|\bwork permit\b|\bcos number\b|\bcertificate of sponsorship\b|\buan\b|\bid document\b|^document (?:number|reference|ref|id)$|\btravel document\b", "IMMIGRATION_DOCUMENT", _S),
    (r"\b(?:vehicle|car|van) (?:registration|reg|number|plate)\b|\bregistration (?:mark|plate)\b|\bvrm\b|\bnumber plate\b|^r number$|^car registration$|^vehicle reg", "VEHICLE_REGISTRATION", _S),
    (r"^registration(?: number)?$|^reg$", "VEHICLE_REGISTRATION", _O),
    (r"\bcar park permit\b|\blocker(?: number)?$|\bpermit number\b|\bbadge\b|\bclock number\b", "EMPLOYEE_ID", _S),
    (r"\bcredit card\b|\bcard number\b|\bdebit card\b|\bpan$", "CREDIT_CARD", _S),
    (r"\biban\b", "IBAN_CODE", _S),
    (r"\bbic\b", "BIC", _S),
    (r"\broll (?:number|reference)\b|^roll$|\bbuilding society (?:reference|roll|account|number)|\bbuilding societ", "BANK_ROLL_NUMBER", _S),
    (r"\bsort code / account|\baccount / sort", "UK_BANK_ACCOUNT", _S),
    (r"\bsort code\b|\bbank / sort\b|\bbank sort\b|^sort$", "UK_SORT_CODE", _S),
    (r"\bnominal\b|\bledger\b|\bgl\b|\bpensions? account\b|\baccount (?:code|type|class|category|status)\b|\bexpense account\b|\bcost account\b", None, _S),
    (r"\b(?:bank|payment|bacs|destination|beneficiary|payee).{0,20}\baccount (?:number|no)\b|\bbank (?:/ )?account$|\bdestination account$|\baccount number\b.*\bbank|\bbacs account\b|^bank account number$|\bbank account \d* ?(?:account )?number\b", "UK_BANK_ACCOUNT", _S),
    (r"\baccount (?:holders?|holder) ?(?:name)?$|\bbank\b.*\baccount ?name\b|\b(?:destination|beneficiary|payee) (?:account )?name\b|\bname (?:on|of) (?:bank )?account\b|\baccount holder", "PERSON", _S),
    (r"^account ?name$|^account holders? name$", "PERSON", _L),
    (r"^account ?number$|^account$|\baccount number\b", "UK_BANK_ACCOUNT", _O),
    (r"^bank / name$", "PERSON", _L),
    (r"\b(?:bacs|payment|bank|customer|service user|pay) reference\b|\bbank auto pay\b|\bservice user ref", "BANK_ROLL_NUMBER", _L),
    (r"\bbacs hash\b|\brti hash\b", None, _L),
    (r"\bstudent support number\b|\bslc (?:number|reference)\b|\bssn$", "STUDENT_SUPPORT_NUMBER", _L),
    (r"\b(?:court|case|order|aeo|deo|csa|cms|ccj|attachment|arrestment|plaintiff|warrant|fine) (?:order )?(?:number|reference|id)\b|^order reference$", "COURT_ORDER_REFERENCE", _S),
    (r"\bpension (?:member|number|reference|id|scheme member)\b|\bmember(?:ship)? (?:number|id)\b", "PENSION_MEMBER", _S),
    (r"\buprn\b", "UPRN", _S),
    # contact
    (r"\bemail\b(?! (?:sent|opt|type|pref|format))", "EMAIL_ADDRESS", _S),
    (r"\bphone (?:inst|rent|ded)|\bphone allowance\b|\bphone bill|^phone nhs|\bphone d", None, _S),
    (r"\b(?:phone|mobile|fax|bleep|pager|whatsapp)\b(?! (?:allowance|ded|inst|rent|charge|cost|network|model|make))|\bcontact number\b|\b(?:home|work|personal|emergency|alternate|next of kin) (?:contact )?number\b|^extension(?: number)?$|\bphone extension\b", "PHONE_NUMBER", _S),
    (r"\bwork ?place postcode\b|\bwork ?place address\b|\bsite (?:postcode|address)\b|\boffice address\b|\bemployer (?:address|postcode)\b|\bwork ?location\b", None, _S),
    (r"\bpostcode\b", "UK_POSTCODE", _S),
    (r"\baddress (?:type|style|id|format|country|flag)\b", None, _S),
    (r"\baddress\b|^(?:residential|postal|home|contact) (?:street|city|town|county|locality)|^(?:street|town|county|city|locality|town city|house(?: name| number| name number)?|town / city|post town|village|district)$", "ADDRESS", _L),
    (r"^(?:from|to)$", "ADDRESS", _O),
    (r"\bdate of birth\b|\bactual birth date\b|^birth$|\bborn$|^d birth$|^dob\b", "DATE_OF_BIRTH", _S),
    # employment numbers
    (r"\b(?:employee|worker|staff|works|payroll|personnel|person|assignment|clock|pay|payee|member|claimant|candidate|applicant|external|alternative|legacy|old|former|unique worker|display|nhs unique|role|external|employment|individual|manager|supervisor|director|contractor|user) ?(?:payroll |works |reference |post |unique |pers )?(?:number|id|reference|code|no)\b|^employee$(?!)|^payroll / works|\bworks reference\b|\bunique ?worker|^unique id$|\bchange unique\b|\bchg unique\b|\bid worker\b|^employee / (?:number|id|code)$|\bpayroll reference\b|^pers number$|\besr (?:number|id)\b", "EMPLOYEE_ID", _S),
    (r"^employee$", "PERSON", _O),
    (r"\bpost (?:id|number|unique|reference)\b|\bposition (?:id|number)\b|\bsenior post\b|^post unique reference$", "POST", _S),
    # names
    (r"\b(?:element|plan|pay run|payroll|ward|location|division|roster|rota|department|branch|cost centre|cc|centre|scheme|job title|job|position|post|role|contract|hierarchy node|element|table|sheet|site|unit|team|group|section|directorate|course|qualification|rule|policy|file|field|column|report|holiday|shift|grade|band|category|code|type|project|claim|item|product|source|payment source|benefit|deduction|allowance|pension|fund|region|area|school|hospital|practice|vessel|store|shop|depot|office|client site|reason for leaving|status|ethnicity|religion|nationality|make|model|vehicle|set|class|level|pattern|calendar|template|template|list|process|account) name\b(?<!account name)", None, _S),
    (r"\baccount name \(?gl|\baccount name gl\b", None, _S),
    (r"\bsurname\b|\bforename\b|\bmiddle (?:name|initial)|\b(?:maiden|previous|former|birth|other|second|legal|preferred|known|alternative) ?(?:name|last name)\b|\bknown as\b|^initial$|\bfull ?name\b|\bpreferred\b.{0,10}name|^given$|^other name$|^middle$", "PERSON", _S),
    (r"^initial\b(?!.*\b(?:date|setup|reg))|\binitial$", "PERSON", _S),
    (rf"\b(?:{_WHO}) ?/? ?(?:display |first |last |given )?name\b|\bname of (?:{_WHO})\b|\bdisplay name\b|\bname lookup\b|\blookup name\b|^(?:claimant|passenger|worker|staff member|colleague|individual|subcontractor|driver|person|people|holder|surname forename)$", "PERSON", _S),
    (rf"\b(?:{_THIRD})(?: / )? ?(?:full )?name\b|^(?:line |budget |ward |department |unit |team |hr |case )?(?:manager|supervisor|deputy|approver|authoriser|budget holder|next of kin|signatory)$|^responsible (?:person|officer)$|^main contact$|^contact$|^service user$|^client$|{_BY}|^reports to(?: name)?$|^emergency contact$|^partner details$|^referee$|^(?:mentor|assessor|buddy)$|^doctor$|^gp$", "PERSON", _L),
    (r"^(?:destination|beneficiary|account) name$|^payee$", "PERSON", _L),
    # kept attributes of a person
    (r"^title$|\bname title\b|\bcontact title\b|^salutation$|^personal title$", "TITLE", _S),
    (r"\bgender\b", "GENDER", _S),
    (r"^age$|\bpension age\b|\bage (?:band|group|range)\b|\bage at\b", "AGE", _S),
    (r"\bjob\b|\bgrade\b|\bband\b|\brole\b|\bposition\b|\boccupation|\bstaff group\b|^post$|\bprofession\b|\bspine\b|\bpay ?scale\b|\bdesignation\b|\bnurse ?spec\b|\bapprentice\b|\bteacher flag\b|^ee type$|^employee type$|\bamhp\b", "JOB_TITLE", _S),
    (r"\bnote\b|\bcomment\b|\bremark\b|\bdescription\b|\breason\b(?! for leaving)|\bpurpose\b|\bfree text\b|\bmemo\b|\bdetails\b|\bnarration\b|\bobservation|\bmessage\b|\baction\b|\bresponse\b|\btranscript\b|\bhistory\b|\btext$|\bexplanation\b|\bquery\b|\bissue$", "FREE_TEXT", _S),
    (r"\b(?:hours|hrs|fte|shift|work ?time|rest time|days?|weeks?|work pattern|working|wtr|full ?time|part ?time|mileage|miles|holiday|annual leave|start time|end time|date worked|break)\b(?! lost)", "WORK_PATTERN", _L),
    (r"\b(?:start|leave|leaving|left|join|joined|hire|hired|termination|employment|service|anniversary|end|continuous|promotion|increment|expiry|furlough|directorship|date started|last day|csd)\b.*|\bdate last paid\b|\blast logon\b", "EMPLOYMENT_DATE", _O),
    (r"\b(?:pay|salary|wage|gross|net|rate|amount|bonus|commission|overtime|deduction|contributions|earnings|tax|nic|ee|er|pension|pensionable|cost|value|total|payments?|arrears|lump sum|ssp|smp|spp|shpp|sap|loan|allowance|premium|fee|fees|expenses|balance|ytd|£)\b", "PAY_AMOUNT", _O),
    (r"\bstatus\b|\brelationship\b|\bflag\b|\bindicator\b|\bleaving\b|\bbasis\b|\bwk ?1\b|\bstarter declaration\b|\bplan\b|\bdirector\b|\bveteran\b|\bprevious employer\b|\btags\b", "STATUS", _L),
    (r"\bdepartment\b|\bcost ?centre\b|\bcost code\b|\bdivision\b|\bdirectorate\b|\bsite\b|\blocation\b|\bward\b|\bunit\b|\bteam\b|\bbranch\b|\bsection\b|\bregion\b|\bservice area\b|\bcc\b|\banalysis\b|\belement\b|\bperiod\b|\bmonth\b|\byear\b|\bweek\b|\bfrequency\b|\bcurrency\b|\btype\b|\bcategory\b|\bgroup\b|\bclass\b|\bdate\b|\bfuel\b|\bengine\b|\brecord\b|\btransaction\b|\btrailer\b|\bspare\b|\bblank\b|\bempty\b|\bbudget\b|\bactual\b|\bvariance\b|\bquartile\b|\bpercent\b|\bbonus percent\b|\bline number\b|\bsequence number\b|\bbooking\b|\bclaim (?:reference|number)\b|\binvoice\b|\border number\b|\bpurchase order\b|\bbatch\b|\bjournal\b|\bperiod number\b|\bdoc\b", None, _L),
    # bare words
    (r"^name$|^contact name$|^names?$", "PERSON", _O),
    (r"^(?:reference|code|id|number|key|payroll|record|unique|ref number|reference number|index|employee / number)$", "EMPLOYEE_ID", _O),
    (r"\bname$", "PERSON", _O),
    (r"\bby$", "PERSON", _O),
)  # fmt: skip
_RULES = tuple((re.compile(pattern), Reading(entity, trust)) for pattern, entity, trust in _TABLE)


@lru_cache(maxsize=20_000)
def read_header(title: str) -> Reading:
    """Return what a title says; a group before the slash (``Bank / Name``) is read with its leaf, then the leaf alone."""
    if not title:
        return UNREAD
    whole = canonical(title)
    for pattern, reading in _RULES:
        if pattern.search(whole):
            return reading
    leaf = title.rpartition(" / ")[2]
    return read_header(leaf) if leaf != title else UNREAD

"""The rules by which column titles are understood, in order: what looks personal and is not comes first.

A line that starts at the margin names what stands under the titles of the lines below it. Those hold alternatives of
one regular expression over the words of ``titles.words_of``; ``_`` stands for a blank, real blanks only lay it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

RULES: Final = r"""
KEPT
    assignment_code| last_(?:logon| login)(?:_.*)?| partnership_utr| sa_utr| role_code| job_code| reference_type| spare_?\d?|
    currently_sponsored
KEPT
    number_of_.*| no_of_.*| count_of_.*| total_number_.*
PLACE
    (?:element| plan| sheet| table| file| field| column| report| payroll| pay_run| roster| claim| scheme| pension_scheme|
    pension| cost_centre| centre| cc| contract| hierarchy_node| product| project| account_code| ledger| holiday| bank_holiday|
    course| group| team| policy| rule| task| month| day| tax| form| event| item| category| pay_element| company| trading|
    employer| business| organisation| agency| supplier| customer| branch| bank| building_society| bank_building_society|
    hospital| ward| site| location| division| department| directorate| unit| school| trust| job| job_title| role| post|
    position| grade| country| town| city| nationality| current| sun| pay_group| hmrc_office| union| payment_source| leaving|
    nominal| shift)_name(?:_\d)?| (?:item| product| stock| sku| part| goods| asset| equipment| material| vehicle| course| module|
    project| fund| position| post| role| job| grade| band| pay_?scale| scale| gl| nominal| account| cost_centre| category| ward|
    unit| department| team| location| site| element| shift)_description| pay_?code(?:_.*)?| partnership_name| account_name_gl| name_length
KEPT
    account_(?:type| group| category| description| class)| (?:nominal| gl| ledger| control| cost| expense)_account(?:_.*)?|
    account_office_.*| .*paye\b.*| .*\bpay_as_you_earn.*
KEPT
    (?:phone| mobile| car| address| telephone| clothing| uniform| licence| vehicle| passport| phone_inst| union|
    name)_(?:allowances?| rental| rent| type| style| count\b| format| make| model| options?| expiry| flag| valid| check| charge|
    line_rental| deduction.*| lease| length| required| issue_date| start| end| zone| nr_.*| inst_.*).*
KEPT
    address_id| address_type| address_style| address_country| primary_address_flag
PLACE
    (?:bank_staff| bank_holiday| bank_branch| bank)_(?:rate| code| type| pay| hours| shift.*| address| country| branch| reason|
    date| holiday.*)(?:_.*)?
PLACE
    (?:payment_)?bank_branch| bank_address| country_of_bank| bank_country
KEPT
    originating_.*| originator.*| sun_(?:name| number)| bacs_service_user_number| service_user_number| account_holders_name|
    building_soc(?:iety)?_reference_own| fixed_zero| scon
KEPT
    (?:ni| nic| national_insurance)_(?:category| cat| letter| table| code| rate| threshold| contribution| total| empee|
    employee| employer| ee| er| ytd| able.*| c.*pay| pay| l| number_of_.*)(?:_.*)?| ni_l| nic_l| (?:ee| er| employee| employer|
    gross| total| pay| employers| eer)_(?:ni| nic)s?(?!_number)(?:_.*)?| ni
PLACE
    (?!.*email)(?:employer| employing| company| business| organisation| office| hmrc| corporation| head_office| workplace|
    work_place| branch| site| ward| supplier| vendor| school| trust| hospital| agency)(?:'s)?_(?!contact)(?:.*)(?:name| number|
    reference| code| address.*| postcode| phone.*| town| county| authority| id| tax.*)(?:_.*)?
KEPT
    paye_.*| tax_(?:office| reference| district| number| code| basis| regime| month| year| period| name)(?:_.*)?|
    accounts?_office.*| corporation_tax.*| vat_.*| crn| company_.*
KEPT
    (?:membership| member)_(?:type| status| category| class| section| date| start| end)(?:_.*)?
KEPT
    (?:sort| name| display| address| birth| title)_(?:order| sequence| key| index| flag)| sort
KEPT
    birthday_.*| birth(?:day)?_leave.*| paternity_.*| maternity_(?:pay| leave_pay| allowance| weeks).*| title_options|
    gender_.*(?:options| gap| pay| percent| quartile).*| signature_required.*| initial_(?:setup| registration| set_up| load|
    value| balance| salary| date| period| payment).*| .*\ballowance\b.*| .*\breimbursement.*| licence_count
KEPT
    person_type| (?:system| user)_person_type| employee_(?:type| status| group| category| class| rate| contribution| pension|
    cost| count| status_flag| age| grade| band| band_.*| ni(?!_number)| nics?| total| deductions?| pay\b.*| size)(?:_.*)?|
    staff_(?:group| type| category| grade| rate| count| cost| bank)(?:_.*)?| works?_(?:type| types| pattern| time| location|
    start_date| state)
KEPT
    (?:staff| employee| worker| person| member| user)_(?:numbers?_total| numbers?_budget)| post_(?:number| id| title|
    unique_reference| grade)| position_(?:number| id| title)| (?:reports_to_)?senior_post
KEPT
    previous_employer.*| previous_(?:payroll_id_status| gross.*| tax.*| pay.*)| .*\bpayroll_id_status| payroll_state|
    payroll_period| payroll_name| payroll_run.*
KEPT
    (?:manager| supervisor| director| deputy| partner| contact| relationship| emergency_contact| next_of_kin|
    dependant)[_\d]*(?:relationship| status| start.*| end.*| grade| level| band| type| since.*| code| date| flag| title)|
    contact_title| .*_contact_title| relationship
KEPT
    emergency_contact_\d_relationship| .*contact_relationship
KEPT
    (?:bank| account| allocated)_?\d?_?(?:account_\d_)?(?:allocated_percentage| fixed_amount| percentage| amount| allocated.*)
KEPT
    bank_account_\d_(?:allocated_percentage| fixed_amount)
KEPT
    (?:registration| reg| licence| passport| visa| permit| document| dbs| certificate| check| right_to_work| rtw| brp|
    current_visa)(?:_.*)?(?:body| type| expiry| status| date| issue| valid| due| country| required)(?:_.*)?| (?:nmc| gmc|
    hcpc)_registration_type| nmcreg| registration_body
KEPT
    identity_of_.*| id_type| (?:site| other_sites?| ward| unit| location| cost_centre| address| element| run| batch| company|
    scheme| vehicle_allocation| local_est| record| job| shift| transaction| element_entry| entry| line| row| report| department|
    post| employer)_(?:id| number| no| reference| code| key)
KEPT
    (?:scheme| establishment| local_authority| district| sequence| order| invoice| journal| cheque| batch| run| week| period|
    month| tax_week| tax_month| line| page| version| serial| company_registration| vat_registration| nest_employer| po|
    purchase_order| booking| ea| claim| item| shift| cost| template| issue| room| vacancy| requisition| job| ticket)_(?:number|
    reference| code| id)(?:_.*)?
KEPT
    (?:employment| continuous_service| date| pay| service| furlough| student_loan| director| tax| period| contract| assignment|
    absence_pay)_(?:start| end| joined| left| from| to| date| due| started| paid| of_pay| of_payment| of_journey| worked|
    excluded| service.*| claimed).*
RECORD
    employee_details| name_(?:and_)?(?:address| ni_number)| name_and_ni_number| employee_number_and_name|
    employee_name_and_number| payee_details| employee_\(?number\)?\s?(?:and_)?name| name_number| personal_details
FREE_TEXT
    payee
FREE_TEXT
    (?:employee| payee| staff| worker| member| claimant| manager)?_?photo(?:graph| _url)?s?| picture
FREE_TEXT
    (?:employee_| manager_)?signatures?| signed
PERSON
    (?:.*_)?(?:surname| family_name| last_name| maiden_name| forename| first_name| given_name| middle_name| second_name|
    christian_name| preferred_name| previous_name| former_name| birth_name| known_as| nick_?name| alias| other_names?|
    full_name| employee_name| worker_name| staff_name| member_name| payee_name| claimant_name| passenger_names?| client_name|
    patient_name| person_name| display_name| lookup_name| name_lookup| manager_name| line_manager_name| next_of_kin_name|
    reports_to_name| spouse_name| partner_name| dependant_name| child_name| contact_name| nominee_name| holder_name|
    beneficiary_name| supervisor_name| user_full_name| display_id)(?:_or_.*| _\d| s)?(?:_.{0,30})?
PERSON
    previous_sur_?name| middle_name_or_.*| forename_\d| surname_\d| former_surname| middle_initial.*| initial| init
PERSON
    (?:bank_)?account_(?:holder|in_name_of)(?:_name)?|account(?:_\d)?_name|name_of_account|name_on_account|destination_name|
    (?:bank|destination|payment_bank|payee|beneficiary|bank_?account)_?\d?_(?:account_name|name_of_account)|
    bank_account_?\d?_account_name
PERSON
    (?:line_| budget_| ward_| unit_| area_| hiring_| reporting_| cost_centre_| service_| responsible_| duty_| project_|
    pay_)?(?:manager| supervisor| deputy| approver| authoriser| responsible_officer| budget_holder| budget_manager|
    responsible_person| clinical_lead| team_leader| line_manager)(?:_name)?
PERSON
    (?:approved| checked| authorised| prepared| entered| finalised| assigned| created| modified| updated| verified| signed_off|
    submitted| requested| processed| reviewed| completed| raised| changed| input| inputted| amended| certified)_by
PERSON
    employee| employee_name.*| name| (?:main_| emergency_| primary_)?contact(?:_person)?| claimant| worker| service_user|
    patient| next_of_kin| spouse| partner_details| dependants?| beneficiary| nominee| apprentice_name| doctor| consultant|
    interviewer| referee| author
PERSON
    (?:next_of_kin| emergency_contact| contact)_?\d?_?name
UK_NINO
    .*\bni_number\b.*| .*\bni_no\b.*| (?:.*_)?nino(?:_.*)?| .*national_insurance_number.*| insurance_number| (?:partner|
    employee)_ni(?:_number)?| ni_num
DATE_OF_BIRTH
    (?:.*_)?(?:date_of_birth| birth_date| birth_dt| birthday| born| d_of_b)(?:_.*)?
IBAN_CODE
    (?:.*_)?iban(?:_.*)?
KEPT
    (?:.*_)?swift.*| bic(?:_.*)?
UK_BANK_ACCOUNT
    (?:.*_)?sort_code_and_account.*| sort_code_account.*
UK_SORT_CODE
    (?:.*_)?(?:sort_code| bank_sort| sortcode| bank_branch_sort)(?:_.*)?
BANK_ROLL_NUMBER
    (?:.*_)?(?:roll_number| building_society_reference| society_account| bs_reference| roll_no)(?:_.*)?| building_society_number
BANK_ROLL_NUMBER
    (?:bank_)?account_?\d?_roll_number| building_society_roll.*
BANK_ROLL_NUMBER
    (?:payment_)?bank_(?:payment_)?reference| bacs_reference| payment_reference| payee_reference| bank_auto_pay|
    customer_reference| service_user_reference| bacs_ref
UK_BANK_ACCOUNT
    (?:.*_)?(?:bank| destination| beneficiary| payee| payer| paying| remitter| bacs| salary| payment)_(?:account|
    account_\d| account_number| account_\d_account_number)(?:_number)?(?:_.*)?| account_number| bank_account| bankaccount
CREDIT_CARD
    (?:.*_)?(?:credit_| debit_| payment_)card(?:_number)?| card_number
UK_NHS
    (?:.*_)?nhs_number| patient_number| chi_number| nhs_no
NHS_PENSION_NUMBER
    (?:nhs_)?pension(?:s)?_(?:number| reference| id)| sd_number| superannuation_number| nhs_pension_number| sd_reference
UK_UTR
    (?:.*_)?(?:unique_tax(?:payer)?_(?:reference| number)| utr)(?:_.*)?
UPRN
    uprn
EMAIL_ADDRESS
    (?:.*_)?(?:email| e_mail)(?:_.*)?| mail_address
UK_POSTCODE
    (?:.*_)?(?:postcode)(?:_home)?
PHONE_NUMBER
    (?:.*_)?(?:phone| mobile| fax| landline| bleep| bleep_number| phone_extension| next_of_kin_phone| telephone)(?:_(?:number|
    home| work| extension| mobile| \d| day| evening| no))*| (?:home| work| mobile| contact| daytime| emergency| personal|
    work_mobile| personal_mobile| emergency_contact_\d_(?:contact| alternate_contact))_(?:number| mobile| tel)| extension|
    ext_number| phone_(?:home| mobile| work)
ADDRESS
    (?!(?:.*_)?(?:ip| mac)_address)(?:.*_)?address(?:_.{0,24})?|
    (?:residential| home| post| street)_(?:street| city| town| county| address.*| street_address| country_code)|
    address_?(?:line)?_?\d| town| county| city| street| house_(?:name| number)| post_(?:city| town| county|
    street.*)| village| locality
UK_DRIVING_LICENCE
    (?:.*_)?driv(?:ing| er| ers)(?:'s)?_licen[cs]e(?:_.*)?| driver_number| dl_number| licence_number| dvla.*
PASSPORT
    (?:.*_)?passport(?:_(?:number| id| reference))?
IMMIGRATION_DOCUMENT
    (?:.*_)?(?:brp| residence_permit| biometric.*permit| visa_number| work_permit(?:_number)?| document_(?:number| reference)|
    cos_number| certificate_of_sponsorship.*| immigration.*(?:number| reference))(?:_.*)?
SHARE_CODE
    share_code
DBS_CERTIFICATE
    (?:dbs| crb| disclosure| certificate)(?:_(?:certificate| disclosure))?_(?:number| reference)| dbs| crb
CRIMINAL_RECORD
    check_type| background_check.*
PROFESSIONAL_REGISTRATION
    (?:nmc| gmc| hcpc| gphc| gdc| professional| prof)(?:_(?:registration| reg| body))?(?:_(?:pin| number| no| reference))?|
    pin(?:_number)?| trn| teachers?_(?:pension_)?(?:reference| number)(?:_.*)?| (?:professional_)?registration_number_prof|
    registration_pin| teacher_reference.*
VEHICLE_REGISTRATION
    (?:.*_)?(?:vehicle| car| r)(?:_registration(?:_(?:number| mark| plate))?| _number| _plate)| (?:vrm| (?:number_)?plate)|
    registration_plate| registration_mark| r_number| vehicle_registration.*
PROFESSIONAL_REGISTRATION
    registration_number
STUDENT_SUPPORT_NUMBER
    student_support_number| ssn
COURT_ORDER_REFERENCE
    (?:court| order| case| cms| csa| aeo| deo| dea| ctaeo| council_tax| attachment| fine| arrestment|
    maintenance)(?:_order)?_(?:number| reference)| plaintiff
EMPLOYEE_ID
    verification_number| cis_verification.*
PENSION_MEMBER
    union_(?:reference| number| member_number)
PENSION_MEMBER
    (?:.*_)?(?:membership_number| member_number| member_reference| pension_reference| scheme_reference| member_id|
    policy_number| member_no)
USERNAME
    (?:.*_)?(?:user_name| user_logon| logon| login| network_login| user_id| login_id| ad_account| windows_account|
    skype(?:_name)?| run_by| last_(?:changed| updated| modified)_by| user)
SECRET
    (?:.*_)?(?:password| passcode| passphrase| door_code| pin_code| secret| memorable_word| access_code| token)
IP_ADDRESS
    (?:.*_)?(?:ip_address| ip)
MAC_ADDRESS
    (?:.*_)?(?:mac_address| mac)
HOSTNAME
    (?:.*_)?(?:hostname| host_name| computer_name| machine_name| laptop| asset_tag| device_id| smartcard.*| uuid| nhs_crs_uuid|
    device)
ETHNICITY
    (?:.*_)?(?:ethnic(?:ity| _origin| _group)?| race)(?:_.*)?
RELIGION
    (?:.*_)?(?:religion| belief| faith)(?:_.*)?
SEXUAL_ORIENTATION
    (?:.*_)?(?:sexual_orientation| sexuality)(?:_.*)?
DISABILITY
    (?:.*_)?(?:disabilit(?:y| ies)| disabled)(?:_.*)?
HEALTH
    (?:sick(?:ness)?| absence| illness| diagnosis| medical| health| return_to_work| fit_note| doctor's_note| related|
    occupational_health)(?:_.{0,30})?(?:reason| type| code| category| note| condition| level_\d| diagnosis| details)(?:_.*)?|
    absence| sickness| diagnosis| medical_condition| health_condition| sick_reason| related_reason| work_related| fte_days_lost|
    calendar_days_lost| days_sick| doctor's_note| kit_day| expected_due_date| due_date_baby| is_deceased| long_term_short_term|
    absence_(?:start| end| days| fte).*
UNION_MEMBERSHIP
    union| union_(?:name| member| membership| branch)| trade_union.*| political_fund| political_levy
CRIMINAL_RECORD
    (?:.*_)?(?:criminal_(?:record| conviction).*| convictions?| unspent.*)
EMPLOYEE_ID
    (?:.*_)?(?:employee| payroll| staff| personnel| worker| works| person| assignment| clock| badge| pay| colleague|
    member_of_staff| supervisor| line_manager| manager| unique_worker| legacy_payroll| old_payroll| nhs_unique| unique|
    alternative| alternate| external| role| esr| hr)(?:_(?:works| post| payroll| assignment| employee| manager| reference|
    unique| pay))?_(?:number| id| reference| ref| identifier| num| code| no)(?:_.*)?| employee_(?:works_)?(?:number| id)|
    works_number| external_id| car_park_permit| locker_number| smartcard.*| payroll_id_for_this_employment|
    employee_post_number| reference_number| employee| clock_card.*| unique_id| role_id| staff
FREE_TEXT
    (?:.*_)?(?:notes?| comments?| remarks?| free_text| narrative| memo| description| purpose_of_journey| action| explanation|
    reason.*| message| text| details| transaction_description| cancellation_reason| bank_reason)(?:_.*)?
PLACE
    (?:.*_)?(?:department| ward| site| location| unit| trust| hospital| division| directorate| organisation| employer| company|
    employing_authority| branch| agency| bank| building_society| scheme| job_title| job| role| post| position| occupation|
    grade| band| staff_group| cost_centre| cost_code| centre| element| pay_element| expense_item| supplier| course| team| base|
    title| vehicle| make| model| country| nationality| region| payment_group| pay_group| profession| speciality| specialty|
    school| category| type| employed_at)(?:_(?:name| title| description| code| \d))*
KEPT
    (?:.*_)?(?:amount| value| rate| rates| pay| payable| paid| units?| hours?| hrs| days?| weeks?| percent| percentage| %| cost|
    costs| total| totals| count| limit| threshold| allowances?| deductions?| contributions?| salary| earnings| gross| net|
    fees?| charge| budget| band| tier| ytd)(?:_.*)?
KEPT
    (?:.*_)?(?:code| type| style| format| id| flag| status| category| cat| letter| table| class| group| frequency| method|
    basis| zone| scheme| plan| level| valid| expiry| checked| options?| length| sequence| required| count| indicator)(?:_.*)?
KEPT
    (?:.*_)?(?:date| start| end| from| to| period| month| year| week| gender| marital_status| tax_code| currency| frequency|
    fte| wte| status| tax| pension| nic| paye| ssp| smp| spp| shpp| sap| overtime| bonus| commission| mileage| miles| expenses|
    vat| balance| variance| actual| allowance| student_loan| loan| lottery| subs| leave| payment| account| nominal| debit|
    credit| period| quantity| qty| number| reference| code| age| mf| ms| lel| et| uel| taxcc| cc| shift| hol| holiday|
    increment| spine_point| payments| deductions| tier| time| number)(?:_.*)?
"""


def compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the rules as (pattern, meaning), in order."""
    return tuple((re.compile(pattern), name) for name, pattern in _rules())


def _rules() -> Iterator[tuple[str, str]]:
    name, pattern = "", ""
    for line in [*RULES.strip().splitlines(), "END"]:
        if line.startswith(" "):
            pattern += "".join(line.split()).replace("_", " ")
            continue
        if pattern:
            yield name, pattern
        name, pattern = line, ""

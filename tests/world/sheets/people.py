"""Eight invented people as an office would write them down. Names, numbers and places are made up."""

from datetime import date

# By the field names of HTCDS; values are what stands in the cells of a well-kept sheet.
PEOPLE: tuple[dict[str, object], ...] = (
    {
        "cas_CaseOwner": "A. Worker", "prs_Salutation": "Ms", "prs_FirstName": "Selamawit", "prs_SecondName": "Tesfaye",
        "con_Consent": "TRUE", "prs_Birthdate": date(2001, 5, 23), "prs_Gender": "Feminine", "prs_Citizenship": "ER",
        "prs_Email": "selamawit@example.org",
        "prs_MobilePhone": "+2917123456", "prs_MailingStreet": "Harnet Avenue 12", "prs_MailingCity": "Asmara",
        "prs_MailingState": "Maekel", "prs_MailingPostalCode": "1000", "prs_MailingCountry": "ER",
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking", "vic_TraffickingStatusDecisionMakingOrg": "NGO",
        "vic_MethodOfRecruitment": "ThroughFriendsOrSocialEvents", "vic_LocationOfRecruitment": "Kassala",
        "vic_MethodsOfControl": "DebtBondage;PhysicalAbuse;WithholdsDocuments", "vic_TypeOfExploitation": "ForcedLabour",
        "vic_ForcedLabourIndustry": "A_AgricultureForestryAndFishing", "vic_LocationOfExploitation": "a farm near the river",
        "cas_Status": "Active", "cas_ReferringOrganisation": "Harbour", "cas_IncomingReferralDate": date(2026, 2, 3),
        "cas_ReasonForIncomingReferral": "AdditionalServicesRequired",
    },
    {
        "cas_CaseOwner": "A. Worker", "prs_FirstName": "محمد", "prs_SecondName": "عثمان", "con_Consent": "TRUE",
        "prs_Birthdate": date(1998, 1, 14), "prs_Gender": "Masculine", "prs_Citizenship": "SD", "prs_MobilePhone": "+249912345678",
        "prs_MailingStreet": "شارع النيل 4", "prs_MailingCity": "الخرطوم", "prs_MailingPostalCode": "11111", "prs_MailingCountry": "SD",
        "vic_TraffickingStatus": "ActualVictimOfTrafficking", "vic_TraffickingStatusDecisionMakingOrg": "Police",
        "vic_MethodsOfControl": "FalsePromises;TakesEarnings", "vic_TypeOfExploitation": "ForcedLabour;Servitude", "cas_Status": "FollowUp",
    },
    {
        "prs_FirstName": "ሰላማዊት", "prs_SecondName": "ተስፋዬ", "con_Consent": "FALSE", "prs_Birthdate": date(2009, 11, 2),
        "prs_Gender": "Feminine", "prs_Citizenship": "ET", "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_TypeOfExploitation": "ChildLabour", "cas_Status": "Active",
    },
    {
        "prs_FirstName": "Aman", "prs_SecondName": "Haile", "prs_Gender": "Masculine", "prs_Citizenship": "ER;ET",
        "prs_Birthdate": date(1995, 12, 30), "prs_Title": "Teacher", "prs_HomePhone": "+251111234567", "cas_Status": "Closed",
        "cas_ReasonForCaseClosure": "Moved to another town", "vic_TraffickingStatus": "NotAVictimOfTrafficking",
    },
    {
        "prs_FirstName": "Xaawo", "prs_SecondName": "Cismaan", "prs_Gender": "Feminine", "prs_Citizenship": "SO",
        "prs_MailingCity": "Hargeysa", "prs_MailingCountry": "SO", "prs_MailingStreet": "Wadada Burco 7", "prs_MailingPostalCode": "JH09",
        "cas_Status": "ClosedReferred", "cas_ReferredOrganisation": "Harbour", "cas_OutgoingReferralDate": date(2026, 3, 9),
        "cas_ReasonForOutgoingReferral": "MigrationOrChangeOfLocation", "cas_OutgoingReferralDetails": "By bus, met at the station",
    },
    {
        "prs_FirstName": "فاطمة", "prs_SecondName": "الزهراء", "prs_Gender": "Feminine", "prs_Citizenship": "SD",
        "vic_MethodsOfControl": "SexualAbuse;PsychologicalAbuse", "vic_TypeOfExploitation": "SexualExploitation;ForcedMarriage",
        "vic_TypeOfSexExploitation": "PrivateSexualServices", "cas_Status": "Active",
    },
    {
        "prs_FirstName": "ብርሃነ", "prs_SecondName": "ገብረመድህን", "prs_Gender": "Masculine", "prs_Citizenship": "ER",
        "prs_Birthdate": date(1989, 7, 7), "vic_MethodOfRecruitment": "AtWork;ThroughOnlineSocialNetworks", "cas_Status": "Active",
    },
    {
        "prs_FirstName": "Élodie", "prs_SecondName": "N'Guessan", "prs_Gender": "NonSpecifiedUnknown", "prs_Citizenship": "CI",
        "prs_Birthdate": date(2003, 2, 28), "cas_Status": "FollowUp", "cas_IncomingReferralDetails": "First line\nsecond line",
    },
)  # fmt: skip

# What XLSForm holds: 31 fields, three of them under other names.
FORM_NAMES = {"prs_FirstName": "prs_First_Name", "prs_SecondName": "prs_Second_Name", "vic_MethodsOfControl": "vic_Methods_of_Control"}
FORM_FIELDS = (
    "con_Consent", "prs_Salutation", "prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "prs_Title",
    "prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_MailingCity", "prs_MailingCountry", "prs_MailingState", "prs_MailingStreet",
    "prs_MailingPostalCode", "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation", "vic_LocationOfExploitation", "cas_Status", "cas_ReferringOrganisation", "cas_IncomingReferralDate",
    "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails",
)  # fmt: skip
SEVERAL = frozenset(
    {"vic_MethodOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry", "vic_TypeOfSexExploitation"}
)

"""Columns that KoboToolbox, ODK and Enketo add to their exports."""

from amana.kernel.imports.columns.values import Part

SOURCE_KEYS = frozenset({"_uuid", "meta/instanceid", "meta-instanceid", "instanceID", "KEY", "_submission__uuid"})
STATED_ON = frozenset({"_submission_time", "SubmissionDate", "submission_time", "today", "_submission__submission_time"})
OTHERS = frozenset(
    {
        "start", "end", "_id", "_index", "_parent_index", "_parent_table_name", "_status", "_submitted_by", "__version__",
        "_version_", "_notes", "_tags", "_validation_status", "_attachments", "_geolocation", "_xform_id_string",
        "_bamboo_dataset_id", "formhub/uuid", "meta/rootuuid", "meta/deprecatedid", "meta/instancename", "deviceid", "subscriberid",
        "simserial", "phonenumber", "username", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
        "ReviewState", "Edits", "FormVersion", "DeviceID", "audit", "devicelabel", "_media", "_submission__id",
        "_submission__validation_status", "_submission__notes", "_submission__status", "_submission__submitted_by",
        "_submission___version__", "_submission__tags", "meta/audit", "_supplementaldetails", "rootuuid",
    }
)  # fmt: skip


def part_of(*headings: str) -> Part | None:
    """What a form program's own column is for, or None for a column of the form's author."""
    for heading in headings:
        name = heading.strip()
        if "_" in name or "/" in name or "-" in name:
            name = name.casefold()  # "Start" over a column of an agency's own sheet is no form column; "_Submission_Time" is one
        if name in SOURCE_KEYS:
            return Part.SOURCE_KEY
        if name in STATED_ON:
            return Part.STATED_ON
        if name in OTHERS or name.startswith("meta/"):
            return Part.FORM
    return None

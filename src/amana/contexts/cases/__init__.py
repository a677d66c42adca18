"""Cases: what is learned about a person's situation, what they agreed to, what is planned and done.

Owns screening, identification and consent, which hang on the person's file, and the case with its plan and services.
Standards: ILO and European Commission indicators (2009), Palermo Protocol art. 3, CoE Convention 197 arts. 10, 12 and 13,
ISO/IEC TS 27560 and DPV for consent, HTCDS 2.0. Other packages import the facade and the models named in foreign keys.
"""

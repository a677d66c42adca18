"""What the columns mean: by their headings, by both of them where there are two, and by what stands below; never by their position.

The rule, in order (also in docs/reference/htcds.md):
1. Heading rows are found by what they say, wherever they stand and however many there are.
2. A column takes the field that its heading for programs names exactly; else the one its label names exactly; else a near spelling.
3. Where two rows name different fields for one column, the columns concerned are looked at together: if the values below fit the
   labels clearly better, the labels win for all of them, otherwise the headings for programs win. Either way the preview says so.
4. A heading that could be two fields is settled by its neighbours or is put to the user; what nobody can place is kept and shown.
"""

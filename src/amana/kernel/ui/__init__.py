"""What every page of Amana is made of: layout, components, forms, error pages, headers.

The package owns how pages look and behave, never what they say about a person. Contexts
fill the values of `parts` in their views and hand them to the components listed in
`docs/reference/pages.md`; entries of the side navigation are registered in `navigation`.
"""

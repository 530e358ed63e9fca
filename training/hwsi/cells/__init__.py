"""Cell level of the hierarchy: nuclei found, outlined, named and embedded (paper, section 3.1)."""

"""Texts of Arabic letters, marks and whatever else may stand among them."""

from hypothesis import strategies as st

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFDFF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFC),
        st.sampled_from(
            " .،؛؟!\n«»()\u200f\u202e\u2067\u2069\u0640\u064b\u0654e\u0301é3٣۳ﷺ🇪🇬👨‍👩‍👧"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)

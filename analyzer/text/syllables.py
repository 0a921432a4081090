"""Which letter strings can be a Vietnamese syllable.

The table is phonotactic (onsets, rimes, and which tones a closed rime takes), so that it knows a rare word as
well as a common one; syllables without an onset are listed, because too many letter pairs would pass otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _words(listed: str) -> list[str]:
    return listed.split()


_ONSETS = _words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x")

# Rimes without tone marks, by what may follow the onset. "Stopped" ones take the sắc and nặng tones only.
_OPEN = _words(
    "a ă e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu iêu oa oai oao oay oe oeo oi ôi ơi oo ôô ơu "
    "ua uâ uây ue uê ui uơ uôi ươ ươi ươu ưa ưi ưu uy uya uyu ya yêu ưo"
)
_NASAL = _words(
    "am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng om on ong ôm ôn ông ơm "
    "ơn oam oan oang oanh oăm oăn oăng oen oem oong um un ung ưm ưn ưng uân uâng uên uênh uôm uôn uông "
    "ươm ươn ương uyn uynh uyên yêm yên yêng ynh"
)
_STOPPED = _words(
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oăp "
    "oet oep oc op ot ôc ôp ôt ơp ơt ooc uât uc up ut ưc ưt ưp uêch uêt uôc uôp uôt ươc ươp ươt uych uyt "
    "uyêt uyp yêt"
)
_RIMES = frozenset(_OPEN + _NASAL)
_STOPPED_RIMES = frozenset(_STOPPED)

_BARE_ONSET = frozenset(
    _words(
    "a à á ả ã ạ ai ái ải ao áo ảo ào ạo au áu ay áy ảy ác ách am ám ảm an án àn ang áng áng anh ánh ảnh "
    "áp át ắc ăm ăn ắn ắng ắp ắt âm ấm ầm ẩm ậm ân ấn ần ẩn ấp ất âu ấu ẩu ầu ây ấy ẩy ậc ậm e é è ẻ em "
    "én eo éo èo ẹo ép ẻn ê ế ề ếch ếm êm ếm êu ễ i ì ỉ í im ỉm in ít ích inh ỉu iu ỉa ịch o ó ò ỏ oa óa "
    "oà òa oác oai oái oải oan oán oản oang oanh oách oạch oành oăm oằn oắt oẻ oe oẹ óc ói ọi om òm on "
    "ong óng ọp ót ô ố ồ ổ ỗ ốc ôi ối ồi ổi ôm ốm ồm ôn ốn ồn ổn ông ống ổng ốp ồng ơ ớ ờ ở ỡ ợ ơi ới ời "
    "ơn ớn ớt ợt u ú ù ủ ụ ua úa ùa uẩn uất uế uể úc úi ùi ủi úm ùm um ụt un ùn ủn ung úng ủng ùng úp út "
    "ụp uôm uốn uổng uống uy úy ùy ủy ụy uých uỵch uyên uyển uỳnh uỷ uý ư ứ ừ ử ự ưa ứa ừa ức ưng ứng ừng "
    "ửng ước ược ươm ướm ương ướng ưởng ươn ưỡn ướp ướt ưu ưỡng y ý ỳ ỷ ỵ yêm yếm yểm yên yến yển yêu yếu "
    "yểu yết ỵ yếng"
)
)  # fmt: skip

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_ONSET = re.compile("(" + "|".join(sorted(_ONSETS, key=len, reverse=True)) + ")(.+)")


def split_tone(syllable: str) -> tuple[str, str]:
    """The syllable without its tone mark, and the mark ("" for the level tone, two joined when malformed)."""
    tones = ""
    kept = []
    for char in unicodedata.normalize("NFD", syllable):
        if char in _TONES:
            tones += char
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tones


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, either tone-mark convention) can be a Vietnamese syllable."""
    word = word.lower()
    if word in _BARE_ONSET:
        return True
    plain, tone = split_tone(word)
    if len(tone) > 1 or len(plain) < 2 or len(plain) > 7:
        return False
    for onset, rime in _analyses(plain):
        if rime in _RIMES and _spelling_fits(onset, rime):
            return True
        if rime in _STOPPED_RIMES and tone in ("\u0301", "\u0323") and _spelling_fits(onset, rime):
            return True
    return False


def _analyses(plain: str) -> list[tuple[str, str]]:
    match = _ONSET.fullmatch(plain)
    if match is None:
        return []
    onset, rime = match.groups()
    if onset == "q":
        # "qu" is one sound: quy, quê, quan; the rime begins behind the u.
        return [("qu", rime[1:])] if rime.startswith("u") and len(rime) > 1 else []
    found = [(onset, rime)]
    if onset == "gi":
        found.append(("gi", "i" + rime))  # giêng, giếng: the i is shared
    if onset == "g" and rime.startswith("i"):
        found.append(("gi", rime))
    return found


def _spelling_fits(onset: str, rime: str) -> bool:
    front = rime[0] in "ieêy"
    if onset == "qu":
        return rime[0] not in "uưo"
    if onset in ("gh", "ngh", "k"):
        return front
    if onset in ("g", "ng", "c"):
        return not front or (onset == "g" and rime in ("i", "in"))
    return True

"""Moments as Markdown, addresses, playlists and JSON; and that nothing from a note breaks out of any of them."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbtui.cli import main
from kbtui.moment_formats import FORMATS, Clip, clip_of, playable_file, written
from kbtui.note import Moment, Note

VIDEO, OTHER = "AAAAAAAAAAA", "-BBBBBBBBBB"
URL = f"https://www.youtube.com/watch?v={VIDEO}"
CLIPS = (
    Clip(VIDEO, 2867, "When we train a model", "key", "AI safety", "Dario Amodei"),
    Clip(VIDEO, 2880, "", "", "AI scaling", "Dario Amodei"),
    Clip(OTHER, 5, "A [claim] *of* <b>marks</b> & #tags"),
)
SMALL = Path(__file__).parent / "vaults" / "small"
FILE = Path("/media/a, b;c=%5%/Tïtle [AAAAAAAAAAA].mkv")


def file_of(video_id: str) -> Path | None:
    return FILE if video_id == VIDEO else None


def test_markdown() -> None:
    assert written(CLIPS, "md") == [
        f"### [Dario Amodei]({URL})",
        "",
        f"- [47:47]({URL}&t=2867s) **key** When we train a model — AI safety",
        f"- [48:00]({URL}&t=2880s) — AI scaling",
        "",
        f"### [-BBBBBBBBBB](https://www.youtube.com/watch?v={OTHER})",
        "",
        rf"- [0:05](https://www.youtube.com/watch?v={OTHER}&t=5s) A \[claim\] \*of\* \<b\>marks\</b\> \& \#tags",
    ]


def test_addresses_each_once() -> None:
    assert written((*CLIPS, CLIPS[0]), "urls") == [clip.url for clip in CLIPS]


def test_m3u() -> None:
    assert written(CLIPS, "m3u") == [
        "#EXTM3U",
        "#EXTINF:-1,47:47 key: When we train a model · AI safety",
        f"{URL}&t=2867s",
        "#EXTINF:-1,48:00 · AI scaling",
        f"{URL}&t=2880s",
        "#EXTINF:-1,0:05 A [claim] *of* <b>marks</b> & #tags",
        f"https://www.youtube.com/watch?v={OTHER}&t=5s",
    ]


def test_m3u_of_files_plays_the_moments_alone() -> None:
    assert written(CLIPS, "m3u", file_of)[1:3] == [
        "#EXTINF:13,47:47 key: When we train a model · AI safety",
        f"edl://%{len(bytes(FILE))}%{FILE},2867,13",
    ]


def test_edl() -> None:
    assert written(CLIPS[:2], "edl", file_of, length=20) == [
        "# mpv EDL v0",
        f"%{len(bytes(FILE))}%{FILE},2867,13,title=%45%47:47 key: When we train a model · AI safety",
        f"%{len(bytes(FILE))}%{FILE},2880,20,title=%19%48:00 · AI scaling",
    ]
    assert written(CLIPS, "edl") == ["# mpv EDL v0"]  # mpv opens no page of YouTube's in it


def test_json() -> None:
    assert json.loads(written(CLIPS, "json")[0]) == {
        "video_id": VIDEO,
        "video_title": "Dario Amodei",
        "seconds": 2867,
        "url": f"{URL}&t=2867s",
        "name": "key",
        "claim": "When we train a model",
        "source": "AI safety",
    }


def test_a_moment_is_played_once_and_up_to_the_next() -> None:
    clips = [Clip(VIDEO, at) for at in (10, 50, 12, 10, 20)]
    lines = written(clips, "edl", file_of)[1:]
    assert [line.partition(".mkv,")[2].partition(",title")[0] for line in lines] == [
        "10,30",
        "50,30",
        "12,8",
        "20,30",
    ]


def test_only_what_can_be_played_is_handed_on() -> None:
    note = Note("a.md", "A", "", VIDEO)
    moment = Moment(5, "", None, 1, "claim", None, "", VIDEO, 0, 1)
    assert clip_of(note, moment, "Title") == Clip(VIDEO, 5, "claim", source="A", video="Title")
    assert clip_of(note, Moment(None, "x", None, 1, "", None, "", VIDEO, 0, 1)) is None
    assert clip_of(note, Moment(5, "x", None, 1, "", None, "", None, 0, 1)) is None


@pytest.mark.parametrize("name", ["a\nb.mkv", "a\x1b[2J.mkv", "a\udcff.mkv", "a\u202e.mkv"])
def test_a_file_that_no_line_can_name_is_none(name: str) -> None:
    assert playable_file(VIDEO, lambda _: Path("/media") / name) is None


_WORDS = st.text(st.sampled_from("ab \n\r\t\x1b\x07\u2028\u202e\udcff,;%=\\|*_`[]()<>&#!$~^@:-é日'\"/"), max_size=40)
_CLIPS = st.lists(
    st.builds(Clip, st.sampled_from([VIDEO, OTHER]), st.integers(0, 9999), _WORDS, _WORDS, _WORDS, _WORDS), max_size=5
)


@given(_CLIPS, st.sampled_from(FORMATS), st.booleans())
def test_no_line_is_more_than_one(clips: list[Clip], form: str, has_files: bool) -> None:
    lines = written(clips, form, file_of if has_files else lambda _: None)  # type: ignore[arg-type]  # sampled
    for line in lines:
        assert line.isprintable()
        assert not line.startswith("-") or form == "md"
    "\n".join(lines).encode("utf-8")


@given(_CLIPS)
def test_markdown_shows_the_words_and_no_more(clips: list[Clip]) -> None:
    tokens = MarkdownIt().enable(["strikethrough", "table"]).parse("\n".join(written(clips, "md")))
    inside = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inside} <= {
        "text",
        "text_special",
        "link_open",
        "link_close",
        "strong_open",
        "strong_close",
    }
    links = {str(child.attrs["href"]) for child in inside if child.type == "link_open"}
    assert all(re.fullmatch(r"https://www\.youtube\.com/watch\?v=[\w-]{11}(&t=\d+s)?", link) for link in links)
    assert sum(token.type == "list_item_open" for token in tokens) == len(clips)


@given(_CLIPS)
def test_an_edl_reads_back_as_it_was_meant(clips: list[Clip]) -> None:
    raw = "\n".join(written(clips, "edl", file_of))[len("# mpv EDL v0\n") :].encode()
    segments = read_edl(raw)
    assert len(segments) == len({clip.seconds for clip in clips if clip.video_id == VIDEO})
    for file, start, length, title in segments:
        assert file == str(FILE)
        assert start.isdecimal()
        assert 0 < int(length) <= 30
        assert title.startswith("title=")


def read_edl(raw: bytes) -> list[list[str]]:
    """The parameters of each segment by mpv's rules: a value has its length before it, or ends at a comma or a line."""
    segments: list[list[str]] = [[]] if raw else []
    while raw:
        name, counted = re.match(rb"([a-z]+=)?(?:%(\d+)%)?", raw).groups()  # type: ignore[union-attr]  # matches all
        raw = raw[len(name or b"") + (len(counted) + 2 if counted else 0) :]
        size = int(counted) if counted else re.search(rb"[,;\n]|$", raw).start()  # type: ignore[union-attr]  # same
        segments[-1].append(((name or b"") + raw[:size]).decode())
        sign, raw = raw[size : size + 1], raw[size + 1 :]
        assert sign in (b",", b"\n", b"")
        if sign == b"\n":
            segments.append([])
    return segments


@pytest.mark.skipif(not shutil.which("mpv"), reason="mpv is not installed")
@pytest.mark.parametrize("form", ["m3u", "edl"])
def test_mpv_plays_the_moments_as_one(form: str, tmp_path: Path) -> None:
    file = tmp_path / "a, b;c" / "Tïtle %5% [AAAAAAAAAAA].wav"
    file.parent.mkdir()
    write_sound(file)
    clips = [Clip(VIDEO, at, "cläim, %5%; x\ny") for at in (10, 40, 20, 22)]
    (tmp_path / f"list.{form}").write_text("\n".join(written(clips, form, lambda _: file, 3)), "utf-8")  # type: ignore[arg-type]
    done = subprocess.run(
        [
            *("mpv", "--no-config", "--vo=null", "--ao=pcm", "--ao-pcm-waveheader=no", "--ao-pcm-file=heard"),
            *("--gapless-audio=yes", "--audio-samplerate=8000", "--audio-channels=mono", "--audio-format=s16"),
            "--playlist=list.m3u" if form == "m3u" else "list.edl",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    raw = (tmp_path / "heard").read_bytes()
    samples = struct.unpack(f"<{len(raw) // 2}h", raw)
    heard = [round(samples[at] / 100) for at in range(4000, len(samples), 8000)]
    assert heard == [10, 11, 12, 40, 41, 42, 20, 21, 22, 23, 24]


def test_the_command_takes_files_of_the_media_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "media" / "The Sun [SunCloseUp1].mkv"
    file.parent.mkdir()
    file.touch()
    (tmp_path / "config.toml").write_text('media = "media"\n')
    monkeypatch.delenv("KBTUI_VAULT", raising=False)
    words = ["moments", "corona", "--vault", str(SMALL), "--config", str(tmp_path / "config.toml"), "--format"]
    assert main([*words, "edl"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines()[2].startswith(f"%{len(bytes(file))}%{file},842,30,title=%")
    assert main([*words, "m3u"]) == 0
    assert f"edl://%{len(bytes(file))}%{file},842,30\n" in capsys.readouterr().out


def write_sound(file: Path) -> None:
    """A minute of sound in which every sample tells its second."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        for second in range(60):
            sound.writeframes(struct.pack("<h", second * 100) * 8000)

"""Markup that tries to make WeasyPrint fetch something, and bombs that try to keep it busy."""

from collections.abc import Iterator

_CSS = {
    "import": '@import "{u}";',
    "import-url": "@import url({u});",
    "background": "p{{background:url({u})}}",
    "background-image": "p{{background-image:url({u})}}",
    "list-style": "ul{{list-style-image:url({u})}}",
    "content": "p::before{{content:url({u})}}",
    "border-image": "p{{border:9px solid;border-image:url({u}) 9}}",
    "font-face": "@font-face{{font-family:X;src:url({u})}}p{{font-family:X}}",
    "page-background": "@page{{background:url({u})}}",
    "margin-box": "@page{{@top-left{{content:url({u})}}}}",
    "mask": "p{{mask:url({u})}}",
    "cursor": "p{{cursor:url({u}),auto}}",
    "filter": "p{{filter:url({u}#x)}}",
    "image-set": "p{{background:image-set(url({u}) 1x)}}",
    "color-profile": "@color-profile --x{{src:url({u})}}p{{color:color(--x 1 0 0)}}",
    "attr": "p::after{{content:attr(title)}}",
    "variable": ":root{{--u:url({u})}}p{{background:var(--u)}}",
    "string-set": "p{{string-set:x url({u})}}",
}
_HTML = {
    "img": '<img src="{u}">',
    "img-upper": '<IMG SRC="{U}">',
    "img-relative": '<base href="{u}/"><img src="x.png">',
    "srcset": '<img srcset="{u} 2x" src="data:,">',
    "picture": '<picture><source srcset="{u}"><img src="{u}"></picture>',
    "stylesheet": '<link rel="stylesheet" href="{u}">',
    "stylesheet-alternate": '<link rel="alternate stylesheet" href="{u}">',
    "attachment-link": '<link rel="attachment" href="{u}">',
    "attachment-anchor": '<a rel="attachment" href="{u}">x</a>',
    "icon": '<link rel="icon" href="{u}">',
    "object": '<object data="{u}"></object>',
    "embed": '<embed src="{u}">',
    "iframe": '<iframe src="{u}"></iframe>',
    "video": '<video poster="{u}" src="{u}"></video>',
    "audio": '<audio src="{u}"></audio>',
    "input": '<input type="image" src="{u}">',
    "script": '<script src="{u}"></script>',
    "refresh": '<meta http-equiv="refresh" content="0;url={u}">',
    "form": '<form action="{u}"><button>x</button></form>',
    "body-background": '<table background="{u}"><tr><td background="{u}">x</table>',
    "svg-image": '<svg><image href="{u}" width="9" height="9"/></svg>',
    "svg-xlink": '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{u}"'
    ' width="9" height="9"/></svg>',
    "svg-use": '<svg><use href="{u}#x"/></svg>',
    "svg-style": '<svg><style>@import "{u}";@font-face{{font-family:Y;src:url({u})}}</style>'
    '<text font-family="Y">x</text></svg>',
    "svg-foreign": '<svg width="50" height="50"><foreignObject width="9" height="9"><img src="{u}">'
    "</foreignObject></svg>",
    "svg-data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image"
    " href='{u}' width='9' height='9'/></svg>\">",
    "style-attribute": '<p style="background:url({u})">x</p>',
    "inline-import": '<style media="print">@import "{u}";</style>',
    "quote": '<blockquote cite="{u}">x</blockquote>',
    "xml-base": '<div xml:base="{u}/"><img src="y.png"></div>',
}


def vectors(url: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of each attempt to fetch `url`."""
    for name, css in _CSS.items():
        body = f'<style>{css.format(u=f"{url}/css-{name}")}</style><ul><li>x</ul><p title="x">x</p>'
        yield f"css-{name}", body
    for name, html in _HTML.items():
        place = f"{url}/html-{name}"
        yield f"html-{name}", html.format(u=place, U=place.replace("http", "HTTP"))


def file_vectors(path: str) -> Iterator[tuple[str, str]]:
    """Attempts to put a local file into the PDF."""
    for scheme in ("file://", "FILE://", "file:", "file://localhost"):
        yield f"attachment {scheme}", f'<link rel="attachment" href="{scheme}{path}">'
    for way in ("/static/../..", "/static/%2e%2e/..", "/static/..%2f.."):
        yield f"attachment {way}", f'<a rel="attachment" href="file://{way}{path}">x</a>'


BOMBS = {
    "columns": "<table><tr><td colspan=1000000>x</td></tr></table>" * 3,
    "svg-use": '<svg width="9" height="9"><defs><g id="a0"><rect width="1" height="1"/></g>'
    + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    + '</defs><use href="#a8"/></svg>',
    "list": "<ol>" + "<li>x" * 60_000 + "</ol>",
    "text": "<p>" + "作风建设活动。" * 150_000 + "</p>",
    "nesting": "<div>" * 50_000,
}

using System.Security.Cryptography;
using System.Text;

namespace KnowledgeApi.Hosting;

/// <summary>A page that needs no script, no cookie and no other file; readable in light and dark.</summary>
public static class HtmlPage
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8886;--soft:#8881;--good:#1a7f37;--bad:#c0262d}
        @media(prefers-color-scheme:dark){:root{--good:#4ac26b;--bad:#ff8a8a}}
        body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
        h1,h2,h3{line-height:1.25}
        pre{overflow:auto;padding:.75rem;background:var(--soft);border-radius:.4rem}
        code{font:.92em ui-monospace,monospace}
        table{border-collapse:collapse;display:block;overflow:auto}
        th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
        img{max-width:100%}
        fieldset{border:1px solid var(--line);border-radius:.4rem;margin:0 0 1.25rem;padding:.75rem 1rem}
        legend{font-weight:600;padding:0 .3rem}
        label{display:block;padding:.3rem 0}
        label p{display:inline}
        input[type=text],input[type=number],textarea,select{font:inherit;width:100%;box-sizing:border-box}
        button{font:inherit;padding:.5rem 1.2rem;cursor:pointer}
        [role=status]{border-left:4px solid var(--line);padding:.1rem .8rem;margin:.75rem 0}
        .right{border-color:var(--good)}
        .wrong{border-color:var(--bad)}
        """;

    /// <summary>The one style that pages may carry, as a Content-Security-Policy source.</summary>
    public static string StyleSource { get; } =
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static IResult Of(string title, string body, int status = StatusCodes.Status200OK) =>
        TypedResults.Text(Render(title, body), "text/html", Encoding.UTF8, status);

    public static string Render(string title, string body) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html.Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """;
}

using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>What single lines of other tools' markup become.</summary>
internal sealed partial class SiteMarkup
{
    /// <summary>What becomes of a line that is nothing but markup; null for any other.</summary>
    private string? Whole(string line, int i)
    {
        var text = line.Trim();
        if (text.Length == 0)
            return line;
        if (Tags().IsMatch(text))
            return Address().Match(text) is { Success: true } address ? $"<{address.Value}>" : "";
        if (Attributes().Match(text) is { Success: true } attributes)
            return NameHeading(attributes.Groups["id"].Value);
        if (Shortcode().IsMatch(text) || Component().IsMatch(text))
            return Title().Match(text) is { Success: true } title ? $"**{title.Groups["text"].Value}**" : "";
        if (Import().IsMatch(text) && (last.Length == 0 || Import().IsMatch(lines[i - 1].Trim())))
            return "";
        if (Furniture().IsMatch(text))
            return "";
        if (Callout().Match(line) is { Success: true } callout)
            return Named(callout);
        return AsciiDoc(line);
    }

    private static string? Named(Match callout)
    {
        var (kind, title) = (callout.Groups["kind"].Value, callout.Groups["title"].Value.Trim());
        if (title.Length == 0 && kind.ToUpperInvariant() is "NOTE" or "TIP" or "IMPORTANT" or "WARNING" or "CAUTION")
            return null;
        if (title.Length == 0)
            title = kind.Equals("tldr", StringComparison.OrdinalIgnoreCase)
                ? "TL;DR"
                : char.ToUpperInvariant(kind[0]) + kind[1..];
        return $"{callout.Groups["quote"].Value}**{title}**";
    }

    // The attribute line below a heading may give it an anchor.
    private string NameHeading(string id)
    {
        if (id.Length > 0 && last.StartsWith('#') && !last.EndsWith('}'))
            markdown.Insert(markdown.Length - 1, $" {{#{id}}}");
        return "";
    }

    private string? AsciiDoc(string line)
    {
        if (last.Length == 0 && EqualSigns().Match(line) is { Success: true } heading)
        {
            asciiDoc = true;
            return new string('#', heading.Groups[1].Length) + " " + heading.Groups[2].Value;
        }
        if (!asciiDoc)
            return null;
        if (DocumentAttribute().IsMatch(line))
            return "";
        if (Term().Match(line) is { Success: true } term)
            return term.Groups[2].Length > 0
                ? $"- **{term.Groups[1].Value}**: {term.Groups[2].Value}"
                : $"{(last.Length > 0 ? "\n" : "")}**{term.Groups[1].Value}**";
        return null;
    }

    /// <summary>Spaces that do not break are spaces where Markdown looks for them.</summary>
    private static string Spaces(string line) =>
        !line.Contains('\u00A0', StringComparison.Ordinal) ? line
        : string.IsNullOrWhiteSpace(line) ? ""
        : Structure().Replace(line, match => match.Value.Replace('\u00A0', ' '));

    private string Bullet(string line, int i)
    {
        if (Bullets().Match(line) is { Success: true } bullet)
        {
            var nested = bullet.Groups[1].Length >= 2 || bullet.Groups[2].Value is "◦" or "○" or "o";
            return (nested ? "  - " : "- ") + line[bullet.Length..];
        }
        return IsTick(i) && (IsTick(i - 1) || IsTick(i + 1)) ? "- " + Tick().Replace(line, "") : line;
    }

    private bool IsTick(int i) =>
        i >= 0 && i < lines.Length && Tick().IsMatch(lines[i]) && !lines[i].TrimEnd().EndsWith('?');

    private static string Inline(string line)
    {
        if (line.AsSpan().IndexOfAny('[', '{') < 0)
            return line;
        // What stands between backticks is said as it stands.
        var pieces = line.Split('`');
        for (var i = 0; i < pieces.Length; i += 2)
        {
            var text = Reference()
                .Replace(
                    pieces[i],
                    match =>
                        match.Groups["to"].Value
                        + match.Groups["post"].Value
                        + (match.Groups["post"].Success ? ".md" : "")
                );
            text = TrailingAttributes().Replace(text, "");
            text = Embed().Replace(text, match => $"![{match.Groups[1].Value}]({Escaped(match.Groups[1].Value)})");
            text = WikiLink().Replace(text, Link);
            pieces[i] = ExternalLink().Replace(text, "[$2]($1)");
        }
        return string.Join('`', pieces);
    }

    private static string Link(Match match)
    {
        var (page, heading) = (match.Groups["page"].Value.Trim(), match.Groups["heading"].Value.Trim());
        var text =
            match.Groups["text"].Success ? match.Groups["text"].Value
            : page.Length == 0 ? heading
            : page;
        var address = Slugger.ForAddress(page[(page.LastIndexOf('/') + 1)..]);
        return $"[{text}]({address}{(heading.Length > 0 ? "#" + Slugger.Slug(heading) : "")})";
    }

    private static string Escaped(string path) => path.Trim().Replace(" ", "%20", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?>\{%.*?%\}\s*)+$")]
    private static partial Regex Tags();

    [GeneratedRegex(@"https?://[^\s""'%}]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\{:(?:[^}]*?#(?<id>[\w-]+))?[^}]*\}$")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"^(?>\{\{[<%].*?[>%]\}\}\s*)+$")]
    private static partial Regex Shortcode();

    [GeneratedRegex(@"^(?></?[A-Z]\w*(?:\s[^<>]*)?/?>\s*)+$")]
    private static partial Regex Component();

    [GeneratedRegex(
        @"\b(?:question|title|summary|header|caption|q)\s*=\s*([""'])(?<text>[^""']+)\1|^\{\{[<%]\s*(?:details|expand|accordion|collapse|spoiler|faq|question)\s+""(?<text>[^""]+)"""
    )]
    private static partial Regex Title();

    [GeneratedRegex(@"^import\s+(?:.+\s+from\s+)?['""][^'""]+['""];?$|^export\s+(?:const|default|function)\b.*$")]
    private static partial Regex Import();

    [GeneratedRegex(
        @"^(?:\[\[?_?toc_?\]\]?|</?aside>|</?(?:div|section|article|center)\b[^<>]*>)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Furniture();

    [GeneratedRegex(@"^(?<quote>\s*(?:>\s*)+)\[!(?<kind>[A-Za-z][\w-]*)\][+-]?(?<title>.*)$")]
    private static partial Regex Callout();

    [GeneratedRegex(@"^(={1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?\s*$")]
    private static partial Regex EqualSigns();

    [GeneratedRegex(@"^:[a-z-]+:(\s.*)?$|^\[[\w,= ""-]+\]$")]
    private static partial Regex DocumentAttribute();

    [GeneratedRegex(@"^(\S.{0,100}?)::(?:\s+(.*))?$")]
    private static partial Regex Term();

    [GeneratedRegex(@"^[\s\u00A0]*(?:#{1,6}|[-*+>•]|\d{1,3}[.)])?\u00A0+|^\u00A0+")]
    private static partial Regex Structure();

    [GeneratedRegex(@"^(\s*)([•●■▪◦○‣⁃]|o(?=\t))\s*(?=\S)")]
    private static partial Regex Bullets();

    [GeneratedRegex(@"^(?:[✔✓✅☑☐☒➤]|🔹|🔸|👉)\uFE0F?\s+(?=\S)")]
    private static partial Regex Tick();

    [GeneratedRegex(
        @"\{\{[<%]\s*(?:rel)?ref\s+""?(?<to>[^""\s>]+)""?\s*[>%]\}\}|\{%-?\s*post_url\s+(?<post>\S+?)\s*-?%\}|\{%-?\s*link\s+(?<to>\S+?)\s*-?%\}|\{\{\s*site\.(?:base)?url\s*\}\}|\{\{\s*[""'](?<to>[^""']+)[""']\s*\|\s*(?:relative|absolute)_url\s*\}\}"
    )]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s\{:[^}{]*\}\s*$")]
    private static partial Regex TrailingAttributes();

    [GeneratedRegex(@"!\[\[([^\]\[|#\n]+)[^\]\[\n]*\]\]")]
    private static partial Regex Embed();

    [GeneratedRegex(
        @"\[\[(?<page>[^\]\[|#:\s][^\]\[|#:]*)?(?:#(?<heading>[^\]\[|]+))?(?:\|(?<text>[^\]\[]+))?\]\](?!\()"
    )]
    private static partial Regex WikiLink();

    [GeneratedRegex(@"(?<![\]!\[])\[(https?://[^\s\]\[]+) ([^\]\[]+)\](?!\()")]
    private static partial Regex ExternalLink();
}
